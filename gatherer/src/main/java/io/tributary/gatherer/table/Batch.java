package io.tributary.gatherer.table;

import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.protocol.table.Layout;
import io.vertx.core.buffer.Buffer;

/**
 * Rows that were received together, get one verdict together, and are never taken apart here.
 *
 * @param origin gets the verdict
 * @param stream number of the stream within its session
 * @param sequence number of the batch within its stream
 * @param layout what the payload was encoded for
 * @param fingerprint of {@code layout}
 * @param kind suspect rows are never inserted together with fresh ones
 * @param rows 1 or more
 * @param payload RowBinary rows; written to ClickHouse as it is
 * @param arrivedNanos of the monotonic clock
 */
public record Batch(
    BatchOrigin origin,
    int stream,
    long sequence,
    Layout layout,
    long fingerprint,
    RowsKind kind,
    int rows,
    Buffer payload,
    long arrivedNanos) {
  public Batch {
    if (rows < 1) {
      throw new IllegalArgumentException("a batch has at least one row: " + rows);
    }
  }

  /** Payload bytes. */
  public int bytes() {
    return payload.length();
  }

  /** What the batch costs of its sender's credit. */
  public int credit() {
    return SessionLimits.creditOf(bytes());
  }
}
