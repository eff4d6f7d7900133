package io.tributary.load.measure;

import io.tributary.load.workload.Timetable;
import java.util.Locale;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Latency of rows, corrected for coordinated omission: a row's clock starts at the time the
 * schedule intended for it, also when the sender was late, because a stalled system delays the
 * sender as well.
 *
 * <p>It is told now and then up to which offset each partition can be seen in its table. Rows of a
 * partition become visible in the order of their offsets (one insert of a table runs at a time), so
 * everything up to the highest visible offset counts as visible; that nothing is missing below it
 * is what the proof by offsets checks in the end.
 *
 * <p>Thread: one.
 */
public final class VisibleLatency {
  private static final long HIGHEST_MICROS = 3_600_000_000L;

  private final Timetable schedule;
  private final long startNanos;
  private final long[][] next;
  private final Histogram micros = new Histogram(HIGHEST_MICROS, 3);
  private final Histogram gapMicros = new Histogram(HIGHEST_MICROS, 3);
  private long lastLookStartNanos;
  private long lastLookEndNanos;

  /**
   * @param startNanos when the first measured row is meant to be sent, on {@link System#nanoTime}'s
   *     clock
   */
  public VisibleLatency(Timetable schedule, long startNanos) {
    this.schedule = schedule;
    this.startNanos = startNanos;
    this.lastLookStartNanos = startNanos;
    this.lastLookEndNanos = startNanos;
    this.next = new long[schedule.topics()][];
    for (int topic = 0; topic < schedule.topics(); topic++) {
      next[topic] = new long[schedule.partitions(topic)];
      for (int partition = 0; partition < next[topic].length; partition++) {
        next[topic][partition] = schedule.firstMeasuredOffset(topic, partition);
      }
    }
  }

  /**
   * A look at all tables ended; what it saw is told next. A row may have come right after the look
   * before began, so the gap goes from there to the end of this one.
   */
  public void looked(long lookStartNanos, long lookEndNanos) {
    long gap = lookEndNanos - lastLookStartNanos;
    gapMicros.recordValue(Math.clamp(gap / 1000, 0, HIGHEST_MICROS));
    lastLookStartNanos = lookStartNanos;
    lastLookEndNanos = lookEndNanos;
  }

  /** The last look saw this offset of the partition, and so all before it. */
  public void visible(int topic, int partition, long offset) {
    for (long o = next[topic][partition]; o <= offset; o++) {
      long intended = startNanos + schedule.intendedNanos(topic, partition, o);
      long latency = Math.max(0, lastLookEndNanos - intended) / 1000;
      micros.recordValue(Math.min(latency, HIGHEST_MICROS));
    }
    next[topic][partition] = Math.max(next[topic][partition], offset + 1);
  }

  /** Empty when no row was seen. */
  public Optional<LatencyFigures> figures() {
    return LatencyFigures.of(LatencyFigures.PRODUCE_VISIBLE, micros, note());
  }

  private String note() {
    return String.format(
        Locale.ROOT,
        "From the time at which a row was meant to be sent (coordinated omission corrected) to the"
            + " first query that saw it; never understated, and overstated by at most the time"
            + " between two looks, usually %,.0f ms, at most %,.0f ms.",
        usualGapMillis(),
        longestGapMillis());
  }

  /** The median time from the start of a look to the end of the next. */
  double usualGapMillis() {
    return gapMicros.getValueAtPercentile(50) / 1e3;
  }

  /** The longest one, such as while ClickHouse was away. */
  double longestGapMillis() {
    return gapMicros.getMaxValue() / 1e3;
  }
}
