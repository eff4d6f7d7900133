package io.tributary.gatherer.insert;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the gatherer knows of ClickHouse's clock: asked for at the start and again and again. Any
 * thread.
 */
public final class ServerClock {

  private static final long REFRESH_MILLIS = 30_000;
  private static final long AGAIN_MILLIS = 5_000;

  private final ClickHouseClient client;
  private final Listener listener;
  private final AtomicReference<@Nullable ClockBound> bound = new AtomicReference<>();

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

  /**
   * Milliseconds since the epoch that ClickHouse's clock has passed for sure, 0 before it has
   * answered. The own clock has no part in it: it may be set while the process runs.
   */
  public long lowerBoundMillis() {
    ClockBound known = bound.get();
    return known == null ? 0 : known.millis(System.nanoTime());
  }

  /** True when ClickHouse has answered. */
  private Future<Boolean> measure() {
    long askedNanos = System.nanoTime();
    return client
        .query("SELECT toInt64(toUnixTimestamp64Milli(now64(3))) FORMAT TabSeparated")
        .map(
            answer -> {
              return switch (answer) {
                case QueryAnswer.Result(String body) -> {
                  learn(Long.parseLong(body.strip()), askedNanos, System.nanoTime());
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

  private void learn(long readMillis, long askedNanos, long answeredNanos) {
    bound.updateAndGet(
        known ->
            known == null
                ? new ClockBound(readMillis, answeredNanos)
                : known.after(readMillis, askedNanos, answeredNanos));
  }
}
