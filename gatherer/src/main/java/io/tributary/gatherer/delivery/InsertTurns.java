package io.tributary.gatherer.delivery;

import io.tributary.gatherer.table.InsertPace;
import io.tributary.gatherer.table.InsertPace.Claim;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Carries an {@link InsertPace}: a timer calls the tables whose turn has come, while any waits. Any
 * thread.
 */
final class InsertTurns {

  private final Vertx vertx;
  private final InsertPace pace;
  private final Consumer<String> call;
  private final AtomicBoolean armed = new AtomicBoolean();

  /**
   * Turns.
   *
   * @param call makes a table ask again; any thread
   */
  InsertTurns(Vertx vertx, InsertPace pace, Consumer<String> call) {
    this.vertx = vertx;
    this.pace = pace;
    this.call = call;
  }

  /** True when the table may insert now; otherwise it is called later, and asks again. */
  boolean ask(Claim claim) {
    boolean now = pace.ask(claim, System.nanoTime());
    if (!now) {
      arm();
    }
    return now;
  }

  /** The table inserts at once, because the gatherer stops. */
  void force(String table) {
    pace.force(table, System.nanoTime());
  }

  /** The table needs no turn any more. */
  void leave(String table) {
    pace.leave(table);
  }

  private void arm() {
    long nanos = pace.nanosUntilTurn(System.nanoTime());
    if (nanos == Long.MAX_VALUE || !armed.compareAndSet(false, true)) {
      return;
    }
    long millis = Math.max(1, Duration.ofNanos(nanos + 999_999).toMillis());
    vertx.setTimer(
        millis,
        id -> {
          // First, so that a table that comes to wait from here on arms the timer itself.
          armed.set(false);
          pace.turns(System.nanoTime()).forEach(call);
          arm();
        });
  }
}
