package io.tributary.gatherer.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DrainRateTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = -5 * SECOND;

  private final DrainRate rate = new DrainRate(START);

  private long settledFor(int seconds, long bytesPerSecond) {
    long now = START;
    for (int i = 0; i < seconds * 100; i++) {
      now += SECOND / 100;
      rate.settled(bytesPerSecond / 100, now);
    }
    return now;
  }

  @Test
  void steadyRateIsFound() {
    long now = settledFor(60, 1_000_000);
    assertEquals(1_000_000, rate.bytesPerSecond(now), 10_000);
    assertEquals(Duration.ofSeconds(11), rate.until(10_500_000, now));
  }

  @Test
  void unknownRateIsTenSeconds() {
    assertEquals(Duration.ofSeconds(10), rate.until(1, START));
    assertEquals(Duration.ofSeconds(10), rate.until(Long.MAX_VALUE, START + 1));
  }

  @Test
  void rateThatWasIsForgotten() {
    long now = settledFor(60, 1_000_000);
    double half = rate.bytesPerSecond(now + 5 * SECOND);
    assertEquals(500_000, half, 10_000);
    assertEquals(Duration.ofSeconds(10), rate.until(1_000, now + 600 * SECOND));
  }

  @Test
  void waitHasBounds() {
    long now = settledFor(60, 1_000_000);
    assertEquals(Duration.ofSeconds(1), rate.until(0, now));
    assertEquals(Duration.ofMinutes(5), rate.until(Long.MAX_VALUE, now));
  }

  @Test
  void clockThatLagsBehindDoesNoHarm() {
    long now = settledFor(10, 1_000_000);
    double before = rate.bytesPerSecond(now);
    rate.settled(0, now - SECOND / 1_000);
    double after = rate.bytesPerSecond(now);
    assertTrue(Math.abs(after - before) < before / 100, before + " and then " + after);
  }
}
