package io.tributary.protocol.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Decides whether a batch may take memory, by the session's credit, and gives it. */
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

  /**
   * The memory of a payload that was admitted: empty, with room for all of it. It is the payload of
   * the next Rows frame, unless the session ends before. Whoever gives pooled memory takes it back;
   * a reader never does.
   *
   * @param payloadBytes of the batch that {@link #admit} was asked about
   */
  default ByteBuf memory(int payloadBytes) {
    return Unpooled.buffer(payloadBytes, payloadBytes);
  }
}
