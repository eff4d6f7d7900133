package io.tributary.load.http.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.http.crash.KillPlan.ClickHouse;
import io.tributary.load.http.crash.KillPlan.From;
import org.junit.jupiter.api.Test;

class KillPlanTest {
  @Test
  void sameSeedMakesTheSamePlan() {
    assertEquals(KillPlan.of(7, 50), KillPlan.of(7, 50));
    assertNotEquals(KillPlan.of(7, 50), KillPlan.of(8, 50));
  }

  @Test
  void clickHouseIsKilledInOneOfFiveRounds() {
    for (int seed = 0; seed < 20; seed++) {
      KillPlan plan = KillPlan.of(seed, 50);
      assertEquals(50, plan.rounds().size());
      assertEquals(10, plan.clickHouseKills());
      for (int group = 0; group < 50; group += 5) {
        assertEquals(
            1,
            plan.rounds().subList(group, group + 5).stream()
                .filter(round -> round.clickHouse() != ClickHouse.STAYS)
                .count());
      }
    }
  }

  @Test
  void killsComeSoonAndLateWithClickHouseBeforeAndAfter() {
    KillPlan plan = KillPlan.of(1, 200);
    assertTrue(plan.rounds().stream().anyMatch(round -> round.after().toMillis() < 100));
    assertTrue(plan.rounds().stream().anyMatch(round -> round.after().toMillis() > 1_500));
    for (From from : From.values()) {
      assertTrue(plan.rounds().stream().anyMatch(round -> round.from() == from));
    }
    for (ClickHouse what : ClickHouse.values()) {
      assertTrue(plan.rounds().stream().anyMatch(round -> round.clickHouse() == what));
    }
  }
}
