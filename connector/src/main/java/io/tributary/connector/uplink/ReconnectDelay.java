package io.tributary.connector.uplink;

import java.util.random.RandomGenerator;

/**
 * Waits between attempts to connect: full jitter over a doubling bound, so that many connectors do
 * not come back at the same moment.
 *
 * <p>Pure; owned by one thread.
 */
final class ReconnectDelay {
  private static final long FIRST_BOUND_MILLIS = 100;

  private final long maxMillis;
  private final RandomGenerator random;
  private long boundMillis = FIRST_BOUND_MILLIS;

  ReconnectDelay(long maxMillis, RandomGenerator random) {
    this.maxMillis = maxMillis;
    this.random = random;
  }

  /** Milliseconds until the next attempt, 1 to the bound. */
  long nextMillis() {
    long delay = 1 + random.nextLong(boundMillis);
    boundMillis = Math.min(maxMillis, boundMillis * 2);
    return delay;
  }

  /** An attempt succeeded. */
  void reset() {
    boundMillis = FIRST_BOUND_MILLIS;
  }
}
