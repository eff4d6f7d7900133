package io.tributary.gatherer.table;

import java.time.Duration;

/**
 * When a buffer is flushed, and the most that one insert takes.
 *
 * @param rows 1 to {@link #MAX_ROWS}
 * @param bytes payload bytes, 1 or more
 * @param interval the longest that a batch waits while the table is idle and nothing presses, 1 ms
 *     to 1 h
 * @param maxInterval the longest that it waits under pressure; less than {@code interval} means the
 *     same as {@code interval}
 */
public record FlushLimits(int rows, long bytes, Duration interval, Duration maxInterval) {

  /** ClickHouse makes one block, so one part, of at most 1,048,449 rows. */
  public static final int MAX_ROWS = 1_000_000;

  public FlushLimits {
    if (rows < 1 || rows > MAX_ROWS) {
      throw new IllegalArgumentException("FLUSH_ROWS is " + rows + ": use 1 to " + MAX_ROWS);
    }
    if (bytes < 1) {
      throw new IllegalArgumentException("FLUSH_BYTES is " + bytes + ": use 1 or more");
    }
    if (interval.compareTo(Duration.ofMillis(1)) < 0
        || interval.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("FLUSH_INTERVAL is " + interval + ": use 1ms to 1h");
    }
    maxInterval = maxInterval.compareTo(interval) < 0 ? interval : maxInterval;
  }

  /** How near to its limits a buffer is, 0 to 1. */
  double fullness(TableBuffer buffer) {
    return Math.min(1, Math.max((double) buffer.rows() / rows, (double) buffer.bytes() / bytes));
  }
}
