package io.tributary.gatherer.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.table.InsertPace.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class InsertPaceTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  /** Ten in a second, of which one may be saved up. */
  private final InsertPace pace = new InsertPace(10, Duration.ofSeconds(10), 0);

  private static Claim idle(String table, long sinceNanos) {
    return new Claim(table, 0, sinceNanos);
  }

  @Test
  void aFewTablesNeverWait() {
    for (int i = 0; i < 100; i++) {
      assertTrue(pace.ask(idle("a", 0), i * SECOND / 10));
    }
    assertEquals(0, pace.waiting());
    assertEquals(Long.MAX_VALUE, pace.nanosUntilTurn(10 * SECOND));
  }

  @Test
  void oneTooManyWaitsForTheNextToken() {
    assertTrue(pace.ask(idle("a", 0), 0));
    assertFalse(pace.ask(idle("b", 0), 0));
    assertEquals(100 * MILLI, pace.nanosUntilTurn(0));
    assertEquals(List.of(), pace.turns(99 * MILLI));
    assertEquals(List.of("b"), pace.turns(100 * MILLI));
    assertEquals(List.of(), pace.turns(100 * MILLI));
    assertTrue(pace.ask(idle("b", 0), 100 * MILLI));
    assertFalse(pace.ask(idle("b", 0), 100 * MILLI));
  }

  @Test
  void theBusierOfTwoEquallyOldComesFirst() {
    pace.ask(idle("a", 0), 0);
    pace.ask(new Claim("little", 0.1, 0), 0);
    pace.ask(new Claim("much", 0.9, 0), 0);
    assertEquals(List.of("much"), pace.turns(SECOND / 10));
    assertEquals(List.of("little"), pace.turns(SECOND / 5));
  }

  @Test
  void aClaimMayGrowWhileItWaits() {
    pace.ask(idle("a", 0), 0);
    pace.ask(new Claim("b", 0.1, 0), 0);
    pace.ask(new Claim("c", 0.2, 0), 0);
    assertFalse(pace.ask(new Claim("b", 0.3, 0), 0));
    assertEquals(2, pace.waiting());
    assertEquals(List.of("b"), pace.turns(SECOND / 10));
  }

  @Test
  void whoHasWaitedLongestComesBeforeFullBuffers() {
    pace.ask(idle("a", 0), 0);
    pace.ask(idle("old", 0), 0);
    pace.ask(new Claim("full", 1, 10 * SECOND + 1), 10 * SECOND + 1);
    assertEquals(List.of("old"), pace.turns(10 * SECOND + 1));
  }

  @Test
  void whoLeavesGivesTheTokenBack() {
    pace.ask(idle("a", 0), 0);
    pace.ask(idle("b", 0), 0);
    pace.ask(idle("c", 1), 0);
    assertEquals(List.of("b"), pace.turns(SECOND / 10));
    pace.leave("b");
    assertEquals(List.of("c"), pace.turns(SECOND / 10));
    pace.leave("c");
    assertTrue(pace.ask(idle("d", 0), SECOND / 10));
  }

  @Test
  void forcedInsertsArePaidForByTheOthers() {
    pace.force("a", 0);
    pace.force("b", 0);
    pace.force("c", 0);
    assertFalse(pace.ask(idle("d", 0), 0));
    assertEquals(3 * SECOND / 10, pace.nanosUntilTurn(0));
  }

  @Test
  void noTokenIsLostToTimesOutOfOrder() {
    pace.ask(idle("a", 0), SECOND);
    pace.ask(idle("b", 0), SECOND - 5);
    assertEquals(List.of("b"), pace.turns(SECOND + SECOND / 10));
  }

  @Test
  void atLeastOneASecond() {
    assertThrows(IllegalArgumentException.class, () -> new InsertPace(0, Duration.ofSeconds(1), 0));
  }

  /** What {@code tables} tables, some of them always full, get in a minute. */
  @Property(tries = 20)
  void boundedAndNobodyStarves(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int tables,
      @ForAll @IntRange(min = 20, max = 200) int perSecond) {
    Random random = new Random(seed);
    long interval = SECOND;
    Duration longest = Duration.ofSeconds(10);
    InsertPace shared = new InsertPace(perSecond, longest, 0);
    long[] oldest = new long[tables];
    List<Integer> inserted = new ArrayList<>();
    boolean[] busy = new boolean[tables];
    for (int i = 0; i < tables; i++) {
      busy[i] = random.nextInt(10) == 0;
    }
    long boundNanos = longest.toNanos() + interval + SECOND * tables / perSecond;
    for (long now = 0; now < 60 * SECOND; now += 10 * MILLI) {
      shared.turns(now);
      int count = 0;
      for (int i = 0; i < tables; i++) {
        long age = now - oldest[i];
        assertTrue(age <= boundNanos, "table waited " + age / MILLI + " ms");
        boolean due = busy[i] || age >= interval;
        if (due && shared.ask(new Claim("t" + i, busy[i] ? 1 : 0.01, oldest[i]), now)) {
          oldest[i] = now + 1;
          count++;
        }
      }
      inserted.add(count);
    }
    int total = inserted.stream().mapToInt(Integer::intValue).sum();
    assertTrue(total <= 60 * perSecond + Math.max(1, perSecond / 10), total + " inserts");
  }
}
