package io.tributary.gatherer.chunk;

import java.util.Arrays;

/**
 * Which line of its request each value stood in. Values that follow each other in the next line
 * cost nothing: only where a count begins is noted.
 *
 * <p>Pure; belongs to one thread.
 */
final class LineNumbers {
  private static final int FIRST_RUNS = 4;

  private int[] indexes = new int[FIRST_RUNS];
  private long[] lines = new long[FIRST_RUNS];
  private int runs;

  /** The value of this index, which is above all before, stood in this line. */
  void add(int index, long line) {
    if (runs > 0 && line == lines[runs - 1] + index - indexes[runs - 1]) {
      return;
    }
    if (runs == indexes.length) {
      indexes = Arrays.copyOf(indexes, runs * 2);
      lines = Arrays.copyOf(lines, runs * 2);
    }
    indexes[runs] = index;
    lines[runs++] = line;
  }

  /** The line of a value that was added. */
  long line(int index) {
    int found = Arrays.binarySearch(indexes, 0, runs, index);
    int run = found >= 0 ? found : -found - 2;
    return lines[run] + index - indexes[run];
  }

  int runs() {
    return runs;
  }

  int runIndex(int run) {
    return indexes[run];
  }

  long runLine(int run) {
    return lines[run];
  }

  /** Memory that it holds. */
  int heldBytes() {
    return indexes.length * (Integer.BYTES + Long.BYTES);
  }

  void clear() {
    runs = 0;
  }
}
