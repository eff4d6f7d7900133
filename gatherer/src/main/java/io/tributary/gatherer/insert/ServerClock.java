package io.tributary.gatherer.insert;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The gatherer's estimate of ClickHouse's clock: the own clock plus an offset that is measured at
 * the start and refreshed. Any thread.
 */
public final class ServerClock {

  private static final long REFRESH_MILLIS = 30_000;
  private static final long AGAIN_MILLIS = 5_000;

  private final ClickHouseClient client;
  private final Listener listener;
  private final AtomicLong offsetMillis = new AtomicLong();

  /** Told whether ClickHouse answers. */
  public interface Listener {
    void heard();

    void unheard(String message);
  }

  public ServerClock(ClickHouseClient client, Listener listener) {
    this.client = client;
    this.listener = listener;
  }

  /**
   * Measures once, and again every 30 s for as long as {@code vertx} runs, every 5 s while there is
   * no answer.
   */
  public Future<Void> start(Vertx vertx) {
    return measure()
        .onComplete(
            done -> {
              long millis = done.succeeded() && done.result() ? REFRESH_MILLIS : AGAIN_MILLIS;
              vertx.setTimer(millis, id -> start(vertx));
            })
        .mapEmpty();
  }

  /** Milliseconds since the epoch by ClickHouse's clock. */
  public long nowMillis() {
    return System.currentTimeMillis() + offsetMillis.get();
  }

  /** True when ClickHouse has answered. */
  private Future<Boolean> measure() {
    long before = System.currentTimeMillis();
    return client
        .query("SELECT toInt64(toUnixTimestamp64Milli(now64(3))) FORMAT TabSeparated")
        .map(
            answer -> {
              return switch (answer) {
                case QueryAnswer.Result(String body) -> {
                  long middle = (before + System.currentTimeMillis()) / 2;
                  offsetMillis.set(Long.parseLong(body.strip()) - middle);
                  listener.heard();
                  yield true;
                }
                case QueryAnswer.Rejected rejected -> {
                  listener.heard();
                  yield true;
                }
                case QueryAnswer.Unreachable unreachable -> {
                  listener.unheard(unreachable.message());
                  yield false;
                }
              };
            });
  }
}
