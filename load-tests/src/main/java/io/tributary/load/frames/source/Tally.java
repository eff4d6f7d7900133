package io.tributary.load.frames.source;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What was sent and settled so far, and who waits for that.
 *
 * <p>Thread: the source's event loop.
 */
final class Tally {
  private static final long HIGHEST_MICROS = 3_600_000_000L;

  private long sentRows;
  private long settledRows;
  private long settledBatches;
  private long deferred;
  private long lastNanos;
  private @Nullable String failure;
  private Histogram micros = new Histogram(HIGHEST_MICROS, 3);
  private final List<Waiter> waiters = new ArrayList<>();

  private record Waiter(long rows, Promise<Void> reached) {}

  void sent(int rows) {
    sentRows += rows;
  }

  /**
   * A batch is settled.
   *
   * @param dueNanos when it was meant to be sent
   */
  void settled(int rows, long dueNanos, long nowNanos) {
    settledRows += rows;
    settledBatches++;
    lastNanos = nowNanos;
    micros.recordValue(Math.clamp((nowNanos - dueNanos) / 1000, 0, HIGHEST_MICROS));
    for (Waiter waiter : List.copyOf(waiters)) {
      if (waiter.rows() <= settledRows) {
        waiters.remove(waiter);
        waiter.reached().complete();
      }
    }
  }

  void deferred() {
    deferred++;
  }

  /** Nothing that is measured from now on would mean anything. */
  void fail(String message) {
    failure = message;
    List<Waiter> told = List.copyOf(waiters);
    waiters.clear();
    told.forEach(waiter -> waiter.reached().fail(message));
  }

  /** Completes once so many rows are settled in all. */
  Future<Void> reached(long rows) {
    if (failure != null) {
      return Future.failedFuture(failure);
    }
    if (rows <= settledRows) {
      return Future.succeededFuture();
    }
    Promise<Void> reached = Promise.promise();
    waiters.add(new Waiter(rows, reached));
    return reached.future();
  }

  /** Completes once all that was sent is settled. */
  Future<Void> allSettled() {
    return reached(sentRows);
  }

  /** Forgets latencies. */
  void freshLatency() {
    micros = new Histogram(HIGHEST_MICROS, 3);
  }

  /** Latencies since then, in microseconds. */
  Histogram latencyMicros() {
    return micros;
  }

  long sentRows() {
    return sentRows;
  }

  /** The answer of a command that tells how far it is. */
  ControlLine line() {
    return ControlLine.of(ControlLine.OK)
        .with("sent", sentRows)
        .with("rows", settledRows)
        .with("batches", settledBatches)
        .with("deferred", deferred)
        .with("nanos", lastNanos);
  }
}
