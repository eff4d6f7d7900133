package io.tributary.connector.pipeline;

import java.util.Arrays;

/**
 * Where each row of a batch ends, and which offset it came from, so that a refused batch can be
 * taken apart without decoding it. Eight bytes a row; grows by doubling and is kept for the next
 * batch.
 *
 * <p>Pure; owned by one thread.
 */
final class RowIndex {
  private static final int FIRST_ROWS = 256;

  private int[] ends = new int[FIRST_ROWS];

  /** Distance from the first offset: a batch never spans more than 2³¹ offsets. */
  private int[] distances = new int[FIRST_ROWS];

  private long firstOffset;
  private int rows;

  /** True when a row with this offset can be added. */
  boolean reaches(long offset) {
    return rows == 0 || offset - firstOffset <= Integer.MAX_VALUE;
  }

  /**
   * A row was appended.
   *
   * @param end position behind it
   */
  void add(long offset, int end) {
    if (rows == 0) {
      firstOffset = offset;
    }
    if (rows == ends.length) {
      ends = Arrays.copyOf(ends, rows * 2);
      distances = Arrays.copyOf(distances, rows * 2);
    }
    ends[rows] = end;
    distances[rows++] = (int) (offset - firstOffset);
  }

  int rows() {
    return rows;
  }

  /** Offset of the row, from 0. */
  long offset(int row) {
    return firstOffset + distances[row];
  }

  /** Position of the row's first byte. */
  int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /** Position behind the row's last byte. */
  int end(int row) {
    return ends[row];
  }

  void clear() {
    rows = 0;
  }
}
