package io.tributary.protocol.frame;

/** Decides whether a batch may take memory; the session's credit. */
@FunctionalInterface
public interface RowsAdmission {

  /**
   * Called once for each Rows frame, on the reader's event loop, as soon as its fixed part has
   * arrived and before memory for its payload is taken. The checksum has not been verified yet.
   *
   * @param stream 1 or more, not known to be open
   * @param payloadBytes 1 to {@code maxBatchBytes}
   * @throws ProtocolViolation when the stream is not open ({@link Rule#OPEN_FIRST}), the batch is
   *     over the credit ({@link Rule#CREDIT}) or over the limit of a quarantine table ({@link
   *     Rule#BATCH_BYTES}), or this side takes no rows at all ({@link Rule#DIRECTION})
   */
  void admit(int stream, int payloadBytes) throws ProtocolViolation;
}
