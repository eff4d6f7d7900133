package io.tributary.load.frames.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PaceScheduleTest {

  @Test
  void batchesAreDueEvenlyFromTheStart() {
    Pace.Schedule schedule = Pace.Schedule.of(7, 4, 3);
    assertEquals(12, schedule.batches());
    assertEquals(7, schedule.dueNanos(0));
    assertEquals(7 + 250_000_000L, schedule.dueNanos(1));
    assertEquals(7 + 2_750_000_000L, schedule.dueNanos(11));
  }

  @Test
  void errorsOfRoundingDoNotAddUp() {
    Pace.Schedule schedule = Pace.Schedule.of(0, 3, 30_000);
    assertEquals(30_000L * 1_000_000_000, schedule.dueNanos(90_000));
  }

  @Test
  void slowPaceStillSendsOneBatch() {
    assertEquals(1, Pace.Schedule.of(0, 0.01, 1).batches());
  }

  @Test
  void paceOfNothingIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Pace.Schedule.of(0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> Pace.Schedule.of(0, Double.NaN, 1));
  }
}
