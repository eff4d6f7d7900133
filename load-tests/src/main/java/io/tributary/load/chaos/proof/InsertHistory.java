package io.tributary.load.chaos.proof;

import io.tributary.load.fault.InsertEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When each insert began and when ClickHouse first said that it was stored, as the proxies before
 * ClickHouse saw it.
 *
 * <p>Thread: any.
 */
public final class InsertHistory {
  private static final int STORED = 200;

  private final Map<String, Attempts> byToken = new ConcurrentHashMap<>();

  /**
   * What became of the attempts with one token.
   *
   * @param begunMillis of the first attempt
   * @param attempts so far
   * @param storedMillis of the first answer 200; {@link Long#MAX_VALUE} without one
   */
  record Attempts(long begunMillis, int attempts, long storedMillis) {
    /** Nobody ever had a doubt about it. */
    boolean wentWellAtOnce() {
      return attempts == 1 && storedMillis != Long.MAX_VALUE;
    }

    Attempts with(InsertEvent event, long nowMillis) {
      return switch (event.step()) {
        case BEGUN -> new Attempts(begunMillis, attempts + 1, storedMillis);
        case ANSWERED ->
            event.status() == STORED
                ? new Attempts(begunMillis, attempts, Math.min(storedMillis, nowMillis))
                : this;
        case FAILED -> this;
      };
    }
  }

  /**
   * Takes what a proxy sees.
   *
   * @param nowMillis wall clock, which the broker shares
   */
  public void take(InsertEvent event, long nowMillis) {
    if (!event.token().isEmpty()) {
      byToken.compute(
          event.token(),
          (token, known) ->
              (known == null ? new Attempts(nowMillis, 0, Long.MAX_VALUE) : known)
                  .with(event, nowMillis));
    }
  }

  /** What is known of a token, null for nothing. */
  @Nullable Attempts of(String token) {
    return byToken.get(token);
  }

  /** Different inserts. */
  public int inserts() {
    return byToken.size();
  }
}
