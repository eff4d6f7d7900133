package io.tributary.gatherer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

final class RateBucketTest {
  private static final long SECOND = 1_000_000_000L;

  @Example
  void holdsWhatASecondAllowsAndFillsUpAgain() {
    RateBucket bucket = new RateBucket(10, 5);
    for (int left = 10; left > 0; left--) {
      assertEquals(left, bucket.remaining(5));
      assertEquals(0, bucket.waitNanos(1, 5));
      bucket.charge(1, 5);
    }
    assertEquals(0, bucket.remaining(5));
    assertEquals(SECOND / 10, bucket.waitNanos(1, 5));
    assertEquals(SECOND, bucket.missingNanos(5));
    assertEquals(0, bucket.waitNanos(1, 5 + SECOND / 10));
    assertEquals(10, bucket.remaining(5 + 10 * SECOND));
  }

  @Example
  void debtIsPaidBeforeAnythingElseButNotForever() {
    RateBucket bucket = new RateBucket(100, 0);
    bucket.charge(300, 0);
    assertEquals(2 * SECOND + SECOND / 100, bucket.waitNanos(1, 0));
    bucket.charge(Long.MAX_VALUE, 0);
    assertEquals(60 * SECOND + SECOND / 100, bucket.waitNanos(1, 0));
  }

  @Example
  void fastestRateDoesNotOverflow() {
    long rate = 1L << 33;
    RateBucket bucket = new RateBucket(rate, 0);
    bucket.charge(rate, 0);
    assertEquals(0, bucket.remaining(0));
    assertEquals(SECOND, bucket.missingNanos(0));
  }

  /** Whoever asks first never gets more than a second's burst and the rate. */
  @Property(tries = 300)
  void neverAllowsMoreThanItsRate(
      @ForAll @IntRange(min = 1, max = 2_000) int rate,
      @ForAll @Size(min = 1, max = 500) List<@LongRange(min = 0, max = 50_000_000) Long> gaps) {
    RateBucket bucket = new RateBucket(rate, 0);
    long now = 0;
    long taken = 0;
    for (long gap : gaps) {
      now += gap;
      while (bucket.waitNanos(1, now) == 0) {
        bucket.charge(1, now);
        taken++;
      }
      long allowed = rate + Math.ceilDiv(now * rate, SECOND);
      // A share of a nanosecond is lost with each request at most.
      assertTrue(taken <= allowed + taken * rate / SECOND + 1, taken + " of " + allowed);
    }
  }
}
