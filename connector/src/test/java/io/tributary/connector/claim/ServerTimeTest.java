package io.tributary.connector.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class ServerTimeTest {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final ServerTime time = new ServerTime();

  @Test
  void nothingIsKnownBeforeItWasHeard() {
    assertEquals(OptionalLong.empty(), time.atLeastMillis(0));
    time.heard(1_000, 0);
    time.forget();
    assertEquals(OptionalLong.empty(), time.atLeastMillis(0));
  }

  @Test
  void timePassesALittleSlowerThanTheOwnClock() {
    time.heard(1_000_000, 5 * SECOND_NANOS);
    assertEquals(OptionalLong.of(1_000_000), time.atLeastMillis(5 * SECOND_NANOS));
    assertEquals(OptionalLong.of(1_009_990), time.atLeastMillis(15 * SECOND_NANOS));
  }

  @Test
  void nothingIsReckonedBackwards() {
    time.heard(1_000_000, 5 * SECOND_NANOS);
    assertEquals(OptionalLong.empty(), time.atLeastMillis(5 * SECOND_NANOS - 1));
    // ClickHouse's clock was set forward by an hour meanwhile.
    time.heard(4_605_000, 10 * SECOND_NANOS);
    assertEquals(OptionalLong.of(1_003_996), time.atLeastMillis(9 * SECOND_NANOS));
    assertEquals(OptionalLong.of(4_605_000), time.atLeastMillis(10 * SECOND_NANOS));
  }

  @Test
  void oldNewsAreForgotten() {
    for (int i = 0; i <= ServerTime.KEPT; i++) {
      time.heard(1_000_000 + i, i);
    }
    assertEquals(OptionalLong.empty(), time.atLeastMillis(0));
    assertEquals(OptionalLong.of(1_000_001), time.atLeastMillis(1));
  }

  /** The server's clock may run faster or slower by a thousandth, and the news may be late. */
  @Property
  void boundIsNeverAboveTheServersClock(
      @ForAll @LongRange(min = 0, max = 3_600_000) long lateMillis,
      @ForAll @LongRange(min = 0, max = 3_600_000) long atMillis,
      @ForAll @LongRange(min = -1_000, max = 1_000) long driftPartsPerMillion) {
    long heardAtMillis = 10_000_000;
    long then = heardAtMillis + atMillis;
    ServerTime bound = new ServerTime();
    bound.heard(
        (long) Math.floor(server(heardAtMillis, driftPartsPerMillion)) - lateMillis,
        heardAtMillis * 1_000_000);
    long atLeast = bound.atLeastMillis(then * 1_000_000).orElseThrow();
    assertTrue(
        atLeast <= Math.ceil(server(then, driftPartsPerMillion)),
        atLeast + " > " + server(then, driftPartsPerMillion));
  }

  private static double server(long millis, long driftPartsPerMillion) {
    return millis * (1 + driftPartsPerMillion / 1e6);
  }
}
