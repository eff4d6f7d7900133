package io.tributary.gatherer.feed;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts requests that wait for their rows to be stored, whether or not anybody still listens, so
 * that they stay within a bound while a table is away.
 *
 * <p>Any thread.
 */
public final class WaitingRequests {
  /** With about 1 KiB each they take 20 MB. */
  private static final int MOST = 20_000;

  private final AtomicInteger waiting = new AtomicInteger();

  /** True while one more may wait. */
  public boolean hasRoom() {
    return waiting.get() < MOST;
  }

  /** How many wait. */
  public int count() {
    return waiting.get();
  }

  /** One more waits. */
  public Optional<Acceptance> begin(long successfulRows, long quarantinedRows, int entries) {
    Acceptance acceptance = new Acceptance(successfulRows, quarantinedRows, entries);
    var unused = count(acceptance.stored());
    return Optional.of(acceptance);
  }

  /** One more waits, until the future completes. */
  public <T> Future<T> count(Future<T> awaited) {
    waiting.incrementAndGet();
    return awaited.onComplete(over -> waiting.decrementAndGet());
  }
}
