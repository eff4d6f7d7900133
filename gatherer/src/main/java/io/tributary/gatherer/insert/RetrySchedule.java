package io.tributary.gatherer.insert;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: full jitter (a uniform draw from 0 to an exponentially
 * growing bound), so that many tables which failed together do not come back together. There is no
 * last attempt. Immutable; any thread, as far as {@code random} allows.
 *
 * <p>Source: Marc Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015.
 *
 * @param firstBound bound of the first wait, 1 ms or more
 * @param maxDelay bound of every wait, at least {@code firstBound}
 */
public record RetrySchedule(Duration firstBound, Duration maxDelay) {
  public RetrySchedule {
    if (firstBound.toMillis() < 1 || maxDelay.compareTo(firstBound) < 0) {
      throw new IllegalArgumentException(
          "RETRY_MAX_DELAY is " + maxDelay + ": use " + firstBound + " or more");
    }
  }

  /**
   * Milliseconds to wait before attempt {@code failures + 1}, at least 1.
   *
   * @param failures attempts that have failed so far, 1 or more
   */
  public long delayMillis(int failures, RandomGenerator random) {
    long first = firstBound.toMillis();
    int doublings = Math.min(failures - 1, Long.numberOfLeadingZeros(first) - 2);
    long bound = Math.min(maxDelay.toMillis(), first << doublings);
    return 1 + random.nextLong(bound);
  }
}
