package io.tributary.load.chaos.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChaosScheduleTest {
  private static final Topology TWO_OF_EACH = new Topology(2, 2, 5);
  private static final Duration TIME = Duration.ofMinutes(3);

  @Test
  void aSeedReplaysItsSchedule() {
    assertEquals(of(7, 40), of(7, 40));
    assertNotEquals(of(7, 40).faults(), of(8, 40).faults());
  }

  @Test
  void everyKindOccursInAsManyFaultsAsThereAreKinds() {
    int kinds = FaultKind.values().length;
    for (long seed = 0; seed < 50; seed++) {
      Set<FaultKind> drawn =
          of(seed, kinds).faults().stream().map(ScheduledFault::kind).collect(Collectors.toSet());
      assertEquals(EnumSet.copyOf(Arrays.asList(FaultKind.values())), drawn, "seed " + seed);
    }
  }

  @Test
  void aFewFaultsOverlapButNeverAtOneVictimAndNeverTooMany() {
    boolean overlap = false;
    for (long seed = 0; seed < 50; seed++) {
      List<ScheduledFault> faults = of(seed, 100).faults();
      for (int i = 0; i < faults.size(); i++) {
        ScheduledFault fault = faults.get(i);
        List<ScheduledFault> others =
            faults.subList(0, i).stream()
                .filter(other -> other.end().compareTo(fault.at()) > 0)
                .toList();
        overlap |= !others.isEmpty();
        assertTrue(others.size() < ChaosSchedule.MOST_AT_ONCE, () -> others + " and " + fault);
        assertTrue(others.stream().noneMatch(fault::sameVictim), () -> others + " and " + fault);
      }
    }
    assertTrue(overlap, "no two faults of 50 schedules overlap");
  }

  @Test
  void faultsBeginInOrderAndHaveTargetsThatExist() {
    List<ScheduledFault> faults = of(3, 200).faults();
    for (int i = 0; i < faults.size(); i++) {
      ScheduledFault fault = faults.get(i);
      assertTrue(fault.target() < fault.kind().victim().count(TWO_OF_EACH), fault::text);
      assertTrue(i == 0 || faults.get(i - 1).at().compareTo(fault.at()) <= 0, fault::text);
    }
  }

  @Test
  void aSecondOfFaultsByTheThousandIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ChaosSchedule.of(1, 2_000, Duration.ofSeconds(1), TWO_OF_EACH));
  }

  private static ChaosSchedule of(long seed, int faults) {
    return ChaosSchedule.of(seed, faults, TIME, TWO_OF_EACH);
  }
}
