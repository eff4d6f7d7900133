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

  private final ClickHouseClient client;
  private final AtomicLong offsetMillis = new AtomicLong();

  public ServerClock(ClickHouseClient client) {
    this.client = client;
  }

  /** Measures once, and again every 30 s for as long as {@code vertx} runs. */
  public Future<Void> start(Vertx vertx) {
    vertx.setPeriodic(REFRESH_MILLIS, id -> measure());
    return measure();
  }

  /** Milliseconds since the epoch by ClickHouse's clock. */
  public long nowMillis() {
    return System.currentTimeMillis() + offsetMillis.get();
  }

  private Future<Void> measure() {
    long before = System.currentTimeMillis();
    return client
        .query("SELECT toInt64(toUnixTimestamp64Milli(now64(3))) FORMAT TabSeparated")
        .map(
            answer -> {
              if (answer instanceof QueryAnswer.Result(String body)) {
                long middle = (before + System.currentTimeMillis()) / 2;
                offsetMillis.set(Long.parseLong(body.strip()) - middle);
              }
              return null;
            });
  }
}
