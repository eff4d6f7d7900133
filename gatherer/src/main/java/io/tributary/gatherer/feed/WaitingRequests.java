package io.tributary.gatherer.feed;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts requests that wait for their rows to be stored, whether or not anybody still listens, so
 * that they stay within a bound while a table is away.
 *
 * <p>Any thread.
 */
public final class WaitingRequests {
  /** With some 400 bytes each they take 40 MB. */
  private static final int MOST = 100_000;

  private final AtomicInteger waiting = new AtomicInteger();

  /** True while one more may wait. */
  public boolean hasRoom() {
    return waiting.get() < MOST;
  }

  /** One more waits. */
  public Optional<Acceptance> begin(long successfulRows, long quarantinedRows, int entries) {
    Acceptance acceptance = new Acceptance(successfulRows, quarantinedRows, entries);
    waiting.incrementAndGet();
    var unused = acceptance.stored().onComplete(over -> waiting.decrementAndGet());
    return Optional.of(acceptance);
  }
}
