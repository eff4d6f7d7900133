package io.tributary.gatherer.insert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ClockBoundTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void timePassesABitMoreSlowlyThanHere() {
    ClockBound bound = new ClockBound(5_000_000, 100 * SECOND);
    assertEquals(5_000_000, bound.millis(100 * SECOND));
    assertEquals(5_000_999, bound.millis(101 * SECOND));
    assertEquals(5_000_000 + 60_000 - 60, bound.millis(160 * SECOND));
  }

  @Test
  void theBoundNeverLiesAboveAClockThatIsSlowByAThousandth() {
    ClockBound bound = new ClockBound(0, 0);
    for (long millis = 0; millis < 100_000; millis += 7) {
      long slow = millis * 999 / 1_000;
      long shown = bound.millis(millis * 1_000_000);
      assertTrue(shown <= slow, () -> shown + " > " + slow);
    }
  }

  @Test
  void aNewReadingReplacesTheExtrapolation() {
    ClockBound bound = new ClockBound(1_000, 0).after(31_000, 30 * SECOND, 30 * SECOND);
    assertEquals(31_000, bound.millis(30 * SECOND));
  }

  @Test
  void aLateAnswerDoesNotLowerTheBound() {
    ClockBound bound = new ClockBound(1_000, 0);
    ClockBound next = bound.after(11_000, 10 * SECOND, 15 * SECOND);
    assertEquals(bound.millis(15 * SECOND), next.millis(15 * SECOND));
  }

  @Test
  void aClockThatWasSetBackIsFollowed() {
    ClockBound bound = new ClockBound(3_600_000, 0).after(10_000, 10 * SECOND, 10 * SECOND);
    assertEquals(10_000, bound.millis(10 * SECOND));
  }
}
