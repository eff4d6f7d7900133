package io.tributary.load.http.proof;

/**
 * What a table has of one request.
 *
 * @param count rows
 * @param distinct different numbers among them
 * @param lowest of these numbers; 0 without rows
 * @param highest of these numbers; -1 without rows
 */
public record RowSet(long count, long distinct, long lowest, long highest) {
  /** No row. */
  public static final RowSet NONE = new RowSet(0, 0, 0, -1);

  /** Rows that are there more than once, counted each time but the first. */
  long repeated() {
    return count - distinct;
  }

  /** Whether all numbers are within these. */
  boolean isWithin(int from, int to) {
    return count == 0 || (lowest >= from && highest < to);
  }
}
