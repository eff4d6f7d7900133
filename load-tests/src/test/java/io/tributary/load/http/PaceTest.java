package io.tributary.load.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Pace PACE = new Pace(3, 10);

  @Test
  void requestsGoRoundTheConnectionsAtEvenDistances() {
    assertEquals(0, PACE.dueNanos(0, 0));
    assertEquals(100_000_000, PACE.dueNanos(1, 0));
    assertEquals(200_000_000, PACE.dueNanos(2, 0));
    assertEquals(300_000_000, PACE.dueNanos(0, 1));
    assertEquals(3_000_000_100_000_000L, PACE.dueNanos(1, 10_000_000));
  }

  @Test
  void withoutARateNothingHasATime() {
    assertFalse(new Pace(3, 0).hasRate());
  }
}
