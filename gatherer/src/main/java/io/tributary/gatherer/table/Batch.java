package io.tributary.gatherer.table;

import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.protocol.table.Layout;

/**
 * Rows that were received together, get one verdict together, and are never taken apart here.
 *
 * @param sender who sent it, and as what
 * @param layout what the payload was encoded for
 * @param fingerprint of {@code layout}
 * @param kind suspect rows are never inserted together with fresh ones
 * @param offsets lowest and highest offset of a row
 * @param rows 1 or more
 * @param payload RowBinary rows; written to ClickHouse as they are, and released with the verdict
 * @param arrivedNanos of the monotonic clock
 */
public record Batch(
    Sender sender,
    Layout layout,
    long fingerprint,
    RowsKind kind,
    OffsetRange offsets,
    int rows,
    Payload payload,
    long arrivedNanos) {
  public Batch {
    if (rows < 1) {
      throw new IllegalArgumentException("a batch has at least one row: " + rows);
    }
  }

  /**
   * Where a batch came from.
   *
   * @param origin gets the verdict
   * @param writer whose rows they are
   * @param stream number of the stream within its session
   * @param sequence number of the batch within its stream
   */
  public record Sender(BatchOrigin origin, Writer writer, int stream, long sequence) {}

  /** Gets the verdict. */
  public BatchOrigin origin() {
    return sender.origin();
  }

  /** Whose rows they are. */
  public Writer writer() {
    return sender.writer();
  }

  /** Payload bytes. */
  public int bytes() {
    return payload.bytes();
  }

  /** What the batch costs of its sender's credit. */
  public int credit() {
    return SessionLimits.creditOf(bytes());
  }
}
