package io.tributary.load.run;

import io.tributary.load.process.Await;
import io.tributary.load.report.FaultRecord;
import io.tributary.load.scenario.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Does faults when they are due, one after the other.
 *
 * <p>Thread: one of its own, between {@link #start} and {@link #close}.
 */
final class FaultClock implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(10);
  private static final Duration END_PATIENCE = Duration.ofSeconds(60);

  /** Where a fault goes. */
  record Address(Fault.Place place, int index, Reach reach) {
    static Address of(Fault fault) {
      Reach reach = fault.action().needsProxy() ? Reach.CONNECTION : Reach.PROCESS;
      return new Address(fault.place(), fault.index(), reach);
    }
  }

  /** Whether the process itself is meant or the connections to it. */
  enum Reach {
    PROCESS,
    CONNECTION
  }

  private final FaultSchedule schedule;
  private final Map<Address, FaultTarget> targets;
  private final LongSupplier rows;
  private final long startNanos;
  private final List<FaultRecord> records = new CopyOnWriteArrayList<>();
  private final Thread thread = Thread.ofPlatform().name("faults").unstarted(this::run);
  private volatile boolean ended;
  private volatile boolean over;
  private volatile boolean waitsForTime;
  private volatile @Nullable RuntimeException failure;

  /**
   * @param rows measured rows that are stored
   * @param startNanos of the measured window, on {@link System#nanoTime}'s clock
   */
  FaultClock(
      List<Fault> faults, Map<Address, FaultTarget> targets, LongSupplier rows, long startNanos) {
    this.schedule = new FaultSchedule(faults);
    this.targets = Map.copyOf(targets);
    this.rows = rows;
    this.startNanos = startNanos;
    this.over = faults.isEmpty();
    this.waitsForTime = schedule.waitsForTime();
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!ended && !over) {
        List<Fault> due = schedule.due(elapsed(), rows.getAsLong());
        waitsForTime = !due.isEmpty() || schedule.waitsForTime();
        due.forEach(this::perform);
        waitsForTime = schedule.waitsForTime();
        over = schedule.isOver();
        Await.pause(TICK);
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void perform(Fault fault) {
    Duration began = elapsed();
    long rowsBefore = rows.getAsLong();
    FaultTarget target = targets.get(Address.of(fault));
    if (target == null) {
      throw new IllegalStateException("nothing is prepared for: " + fault.text());
    }
    target.apply(fault.action());
    schedule.done(fault, elapsed());
    records.add(new FaultRecord(fault.text(), began.toMillis() / 1e3, rowsBefore));
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** What was done so far. */
  List<FaultRecord> records() {
    return List.copyOf(records);
  }

  /**
   * Whether all faults are done.
   *
   * @throws IllegalStateException if one could not be done
   */
  boolean isOver() {
    RuntimeException failed = failure;
    if (failed != null) {
      throw new IllegalStateException("a fault could not be done: " + failed.getMessage(), failed);
    }
    return over;
  }

  /** Whether a fault is being done, or one is due at a time and not at a number of rows. */
  boolean waitsForTime() {
    return waitsForTime;
  }

  @Override
  public void close() {
    stop();
  }

  /** Ends it when the fault that is being done is done. */
  void stop() {
    ended = true;
    try {
      if (thread.isAlive() && !thread.join(END_PATIENCE)) {
        throw new IllegalStateException("a fault does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
