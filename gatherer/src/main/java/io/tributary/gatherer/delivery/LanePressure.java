package io.tributary.gatherer.delivery;

import io.tributary.gatherer.insert.InsertOutcome;
import io.tributary.gatherer.table.FlushLimits;
import io.tributary.gatherer.table.FlushWindow;
import io.tributary.gatherer.table.PartsReading;
import io.tributary.gatherer.telemetry.GathererMeters;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What is known of how far ClickHouse is behind with merging one table's parts: counts, and the
 * outcomes of inserts. Any thread.
 */
final class LanePressure {

  private final String table;
  private final GathererMeters meters;
  private final Runnable wake;
  private final FlushWindow window;
  private final AtomicBoolean active = new AtomicBoolean();
  private final AtomicBoolean published = new AtomicBoolean();

  /**
   * No pressure.
   *
   * @param wake makes the lane look again whether a flush is due
   */
  LanePressure(String table, FlushLimits limits, GathererMeters meters, Runnable wake) {
    this.table = table;
    this.meters = meters;
    this.wake = wake;
    this.window = new FlushWindow(limits);
  }

  String table() {
    return table;
  }

  FlushWindow window() {
    return window;
  }

  /** The table has rows, so that its parts have to be counted. */
  void active() {
    active.set(true);
    if (!published.getPlain() && published.compareAndSet(false, true)) {
      meters.watchTable(table, () -> window.nanos(System.nanoTime()), window::parts);
    }
  }

  /** True when the table had rows since the last call, or when its window has to shrink yet. */
  boolean takeActive() {
    return active.getAndSet(false) || window.isWide(System.nanoTime());
  }

  /**
   * The table's parts were counted.
   *
   * @param insertsBefore inserts of the window when the count began
   */
  void counted(PartsReading reading, long insertsBefore) {
    window.counted(reading, insertsBefore, System.nanoTime());
    wake.run();
  }

  /** An attempt to insert has ended. */
  void learn(InsertOutcome outcome) {
    if (outcome instanceof InsertOutcome.Stored) {
      active();
      window.inserted(System.nanoTime());
    } else if (outcome instanceof InsertOutcome.Unavailable unavailable
        && unavailable.isTooManyParts()) {
      active();
      meters.tooManyParts();
      window.tooManyParts(System.nanoTime());
    }
  }
}
