package io.tributary.load.frames.source;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * Sends batches at their times, whatever became of those before: a batch's latency begins when it
 * was due.
 *
 * <p>Thread: the source's event loop.
 */
final class Pace {
  private static final int TICK_MILLIS = 1;

  private final FrameSource source;
  private final Schedule schedule;
  private final int batchRows;
  private final Promise<Void> sent = Promise.promise();
  private long next;

  /**
   * When batches are due.
   *
   * @param startNanos the first one
   * @param batches how many
   */
  record Schedule(long startNanos, double batchesPerSecond, long batches) {
    Schedule {
      if (!(batchesPerSecond > 0) || batches < 1) {
        throw new IllegalArgumentException(
            batches + " batches at " + batchesPerSecond + " a second");
      }
    }

    /** So many seconds of it, and one batch at least. */
    static Schedule of(long startNanos, double batchesPerSecond, int seconds) {
      return new Schedule(
          startNanos, batchesPerSecond, Math.max(1, Math.round(batchesPerSecond * seconds)));
    }

    long dueNanos(long batch) {
      return startNanos + (long) (batch * 1e9 / batchesPerSecond);
    }
  }

  Pace(FrameSource source, Schedule schedule, int batchRows) {
    this.source = source;
    this.schedule = schedule;
    this.batchRows = batchRows;
  }

  /** Completes when all were sent. */
  Future<Void> run(Vertx vertx) {
    source.onSettled(() -> {});
    vertx.setPeriodic(TICK_MILLIS, timer -> tick(vertx, timer));
    return sent.future();
  }

  private void tick(Vertx vertx, long timer) {
    long now = System.nanoTime();
    while (next < schedule.batches() && schedule.dueNanos(next) <= now) {
      int lanes = source.lanes().size();
      source.send(source.lanes().get((int) (next % lanes)), batchRows, schedule.dueNanos(next));
      next++;
    }
    if (next == schedule.batches()) {
      vertx.cancelTimer(timer);
      sent.complete();
    }
  }
}
