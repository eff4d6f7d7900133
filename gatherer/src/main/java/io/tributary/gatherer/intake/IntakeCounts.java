package io.tributary.gatherer.intake;

import java.util.concurrent.atomic.LongAdder;

/** What was taken since the start, for metrics. Any thread. */
public final class IntakeCounts {
  private final LongAdder rows = new LongAdder();
  private final LongAdder badRows = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final LongAdder replays = new LongAdder();

  void accepted(long good, long bad) {
    rows.add(good);
    badRows.add(bad);
  }

  void lost(long count) {
    lost.add(count);
  }

  void replayed() {
    replays.increment();
  }

  /** Rows that were accepted for their tables. */
  public long rows() {
    return rows.sum();
  }

  /** Rows that were accepted for quarantine tables. */
  public long badRows() {
    return badRows.sum();
  }

  /** Rows that were answered from memory and never got to disk. */
  public long lostRows() {
    return lost.sum();
  }

  /** Requests that repeated the key of an earlier one. */
  public long replays() {
    return replays.sum();
  }
}
