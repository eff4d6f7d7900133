package io.tributary.connector.pipeline;

import java.util.Arrays;

/**
 * The record timestamps of a batch as runs of equal milliseconds, so that the time from event to
 * stored is exact for every record and costs little.
 *
 * <p>Pure; owned by one thread.
 */
final class EventTimes {
  private long[] millis = new long[64];
  private int[] counts = new int[64];
  private int runs;

  /** Takes visits of {@link #forEach}. */
  interface Visitor {
    void visit(long timestampMillis, int records);
  }

  void add(long timestampMillis) {
    if (runs > 0 && millis[runs - 1] == timestampMillis) {
      counts[runs - 1]++;
      return;
    }
    if (runs == millis.length) {
      millis = Arrays.copyOf(millis, runs * 2);
      counts = Arrays.copyOf(counts, runs * 2);
    }
    millis[runs] = timestampMillis;
    counts[runs++] = 1;
  }

  void forEach(Visitor visitor) {
    for (int i = 0; i < runs; i++) {
      visitor.visit(millis[i], counts[i]);
    }
  }

  void clear() {
    runs = 0;
  }
}
