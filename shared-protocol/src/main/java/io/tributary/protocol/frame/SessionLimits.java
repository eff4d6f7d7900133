package io.tributary.protocol.frame;

/**
 * What a gatherer accepts in a session.
 *
 * @param maxBatchBytes payload bytes of one batch of a {@link TableRole#ROWS} table; its credit
 *     always grows back to at least this; {@link #LEAST_CREDIT} to {@link #HIGHEST_BATCH_BYTES}
 * @param maxQuarantineBatchBytes the same for a {@link TableRole#QUARANTINE} table, {@link
 *     #LEAST_CREDIT} to {@code maxBatchBytes}
 * @param maxBatchRows rows of one batch, 1 or more
 * @param maxTables tables a session may ensure, 1 or more
 * @param maxStreams streams a session may open, 1 or more
 */
public record SessionLimits(
    int maxBatchBytes,
    int maxQuarantineBatchBytes,
    int maxBatchRows,
    int maxTables,
    int maxStreams) {
  /** 1 GiB: a batch is one array with room to spare. */
  public static final int HIGHEST_BATCH_BYTES = 1 << 30;

  /** The least that a batch costs of its credit: what it takes of memory beside its payload. */
  public static final int LEAST_CREDIT = 256;

  public SessionLimits {
    Check.range("maxBatchBytes", maxBatchBytes, LEAST_CREDIT, HIGHEST_BATCH_BYTES);
    Check.range("maxQuarantineBatchBytes", maxQuarantineBatchBytes, LEAST_CREDIT, maxBatchBytes);
    Check.range("maxBatchRows", maxBatchRows, 1, Integer.MAX_VALUE);
    Check.range("maxTables", maxTables, 1, Integer.MAX_VALUE);
    Check.range("maxStreams", maxStreams, 1, Integer.MAX_VALUE);
  }

  /** What a batch of so many payload bytes costs of its table's credit. */
  public static int creditOf(int payloadBytes) {
    return Math.max(LEAST_CREDIT, payloadBytes);
  }
}
