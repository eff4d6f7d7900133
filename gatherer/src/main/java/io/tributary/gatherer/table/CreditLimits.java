package io.tributary.gatherer.table;

import io.tributary.protocol.frame.TableRole;

/**
 * How much memory received rows may take, and how it is divided.
 *
 * <pre>
 *   |◀──────────────────────────── boundBytes ───────────────────────────▶|
 *   | maxTableStreams × batchBytes: promises  | shared: bonus, who comes first |
 * </pre>
 *
 * @param boundBytes GATHERER_MEMORY, over all tables and senders
 * @param batchBytes BATCH_MAX_BYTES: promise of a stream of good rows
 * @param quarantineBatchBytes QUARANTINE_BATCH_MAX_BYTES: promise of a quarantine stream
 * @param maxTableStreams MAX_TABLE_STREAMS: full promises there is room for
 * @param tableStreamBytes TABLE_CREDIT: the most that one sender may use for one table
 */
public record CreditLimits(
    long boundBytes,
    int batchBytes,
    int quarantineBatchBytes,
    int maxTableStreams,
    long tableStreamBytes) {
  public CreditLimits {
    if (batchBytes < 1 || quarantineBatchBytes < 1 || quarantineBatchBytes > batchBytes) {
      throw new IllegalArgumentException(
          "QUARANTINE_BATCH_MAX_BYTES ("
              + quarantineBatchBytes
              + ") must be 1 or more and at most BATCH_MAX_BYTES ("
              + batchBytes
              + ")");
    }
    if (maxTableStreams < 1) {
      throw new IllegalArgumentException(
          "MAX_TABLE_STREAMS is " + maxTableStreams + ": use 1 or more");
    }
    if ((long) maxTableStreams * batchBytes > boundBytes) {
      throw new IllegalArgumentException(
          "MAX_TABLE_STREAMS (%d) times BATCH_MAX_BYTES (%d) is %d and does not fit into GATHERER_MEMORY (%d): raise GATHERER_MEMORY or lower one of the others"
              .formatted(
                  maxTableStreams, batchBytes, (long) maxTableStreams * batchBytes, boundBytes));
    }
    if (tableStreamBytes < batchBytes) {
      throw new IllegalArgumentException(
          "TABLE_CREDIT (%d) must be at least BATCH_MAX_BYTES (%d)"
              .formatted(tableStreamBytes, batchBytes));
    }
  }

  /** Set aside for promises. */
  public long reserveBytes() {
    return (long) maxTableStreams * batchBytes;
  }

  /** What is left for bonus credit. */
  public long sharedBytes() {
    return boundBytes - reserveBytes();
  }

  /** The most bonus that one table may use, so that a stuck one leaves some for the others. */
  public long sharedBytesPerTable() {
    return sharedBytes() - sharedBytes() / 4;
  }

  /** Credit that always grows back to a stream of this role. */
  public long promiseBytes(TableRole role) {
    return switch (role) {
      case ROWS -> batchBytes;
      case QUARANTINE -> quarantineBatchBytes;
    };
  }
}
