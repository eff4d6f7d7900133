package io.tributary.gatherer.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FlushWindowTest {
  private static final long SECOND = 1_000_000_000L;
  private static final PartsLimits LIMITS = new PartsLimits(1_000, 3_000, 100_000);

  private final FlushWindow window =
      new FlushWindow(new FlushLimits(1, 1, Duration.ofSeconds(1), Duration.ofSeconds(10)));

  private void counted(long parts, long now) {
    counted(parts, parts, LIMITS, now);
  }

  private void counted(long fullest, long inAll, PartsLimits limits, long now) {
    window.counted(new PartsReading(fullest, inAll, limits), window.inserts(), now);
  }

  private double seconds(long now) {
    return Math.round(window.nanos(now) / 1e7) / 100.0;
  }

  @Test
  void isTheIntervalWithoutPressure() {
    counted(500, 0);
    assertEquals(1, seconds(0));
    assertFalse(window.isWide(0));
  }

  @Test
  void widensBeforeClickHouseSlowsInserts() {
    counted(750, 0);
    assertEquals(3.16, seconds(0));
    counted(999, 1);
    assertEquals(9.95, seconds(1));
    counted(5_000, 2);
    assertEquals(10, seconds(2));
  }

  @Test
  void theSmallerLimitCounts() {
    counted(25, 25, new PartsLimits(1_000, 50, 100_000), 0);
    assertEquals(1, seconds(0));
    counted(50, 50, new PartsLimits(1_000, 50, 100_000), 1);
    assertEquals(10, seconds(1));
  }

  @Test
  void partsOfAllPartitionsCountAgainstTheirOwnLimit() {
    counted(10, 100_000, LIMITS, 0);
    assertEquals(10, seconds(0));
    assertTrue(window.holds());
  }

  @Test
  void holdsOnlyWhenAnInsertWouldBeRefused() {
    counted(2_999, 0);
    assertFalse(window.holds());
    window.inserted(1);
    assertTrue(window.holds());
    counted(2_999, 2);
    assertFalse(window.holds());
  }

  @Test
  void insertsAfterTheCountBeganAreParts() {
    long before = window.inserts();
    window.inserted(0);
    window.inserted(0);
    window.counted(new PartsReading(998, 998, LIMITS), before, 0);
    assertEquals(1_000, window.parts());
    assertEquals(10, seconds(0));
  }

  @Test
  void shrinksVerySlowlyUntilThePressureIsWellBelow() {
    counted(750, 0);
    counted(501, SECOND);
    assertEquals(3.16, seconds(600 * SECOND));
    counted(301, 600 * SECOND);
    assertEquals(3.12, seconds(601 * SECOND));
    assertEquals(1.58, seconds(650 * SECOND));
    assertEquals(1, seconds(700 * SECOND));
  }

  @Test
  void stopsHoldingWhereClickHouseStoresAllTheSame() {
    counted(4_000, 0);
    window.inserted(SECOND);
    counted(4_001, 2 * SECOND);
    assertTrue(window.holds(), "the insert may have begun before the first count");
    window.inserted(12 * SECOND);
    counted(4_002, 13 * SECOND);
    assertFalse(window.holds());
    window.tooManyParts(14 * SECOND);
    assertTrue(window.holds());
  }

  @Test
  void shrinksByHalvesAndStopsAtTheInterval() {
    counted(1_000, 0);
    counted(100, 0);
    assertEquals(10, seconds(0));
    assertEquals(5, seconds(5 * SECOND));
    // How often parts are counted makes no difference.
    for (int i = 1; i <= 10; i++) {
      counted(100, i * SECOND);
    }
    assertEquals(2.5, seconds(10 * SECOND));
    assertTrue(window.isWide(16 * SECOND));
    assertFalse(window.isWide(17 * SECOND));
    assertEquals(1, seconds(60 * SECOND));
  }

  @Test
  void aRefusalWidensAtOnceWhateverWasCounted() {
    counted(3, 0);
    window.tooManyParts(0);
    assertEquals(10, seconds(0));
    assertEquals(5, seconds(5 * SECOND));
  }

  @Test
  void withoutCountsOnlyARefusalWidens() {
    for (int i = 0; i < 10_000; i++) {
      window.inserted(0);
    }
    assertEquals(1, seconds(0));
    window.tooManyParts(0);
    assertEquals(10, seconds(0));
    assertEquals(1, seconds(17 * SECOND));
  }

  @Test
  void aMaximumBelowTheIntervalIsTheInterval() {
    FlushWindow fixed =
        new FlushWindow(new FlushLimits(1, 1, Duration.ofHours(1), Duration.ofSeconds(10)));
    fixed.tooManyParts(0);
    assertEquals(Duration.ofHours(1).toNanos(), fixed.nanos(0));
    assertFalse(fixed.isWide(0));
  }
}
