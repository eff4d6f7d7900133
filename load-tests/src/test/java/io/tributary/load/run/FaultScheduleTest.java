package io.tributary.load.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.scenario.Fault;
import io.tributary.load.scenario.Fault.Place;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
  private final Fault late = at(9, new Fault.Restart(), Optional.empty());
  private final Fault early = at(2, new Fault.Suspend(), Optional.of(Duration.ofSeconds(3)));
  private final Fault atRows =
      new Fault(new Fault.AtRows(1000), Place.KAFKA, 0, new Fault.Kill(), Optional.empty());

  @Test
  void faultsComeOnceWhenTheirTimeOrTheirRowsAreThere() {
    FaultSchedule schedule = new FaultSchedule(List.of(late, early, atRows));
    assertEquals(List.of(), schedule.due(seconds(1), 999));
    assertEquals(List.of(early), schedule.due(seconds(2), 999));
    assertEquals(List.of(), schedule.due(seconds(3), 999));
    assertEquals(List.of(atRows), schedule.due(seconds(4), 1000));
    assertFalse(schedule.isOver());
    assertEquals(List.of(late), schedule.due(seconds(9), 1000));
    assertTrue(schedule.isOver());
  }

  @Test
  void lateLookTakesThemInTheirOrder() {
    FaultSchedule schedule = new FaultSchedule(List.of(late, early));
    assertEquals(List.of(early, late), schedule.due(seconds(60), 0));
  }

  @Test
  void lastingFaultIsUndoneLater() {
    FaultSchedule schedule = new FaultSchedule(List.of(early));
    schedule.done(schedule.due(seconds(2), 0).getFirst(), seconds(4));
    assertFalse(schedule.isOver());
    assertEquals(List.of(), schedule.due(seconds(6), 0));
    Fault undone = schedule.due(seconds(7), 0).getFirst();
    assertEquals(new Fault.Resume(), undone.action());
    assertEquals(Place.GATHERER, undone.place());
    schedule.done(undone, seconds(7));
    assertTrue(schedule.isOver());
  }

  @Test
  void onlyTimesComeWithoutRows() {
    FaultSchedule schedule = new FaultSchedule(List.of(early, atRows));
    assertTrue(schedule.waitsForTime());
    Fault suspended = schedule.due(seconds(2), 0).getFirst();
    assertFalse(schedule.waitsForTime());
    schedule.done(suspended, seconds(2));
    assertTrue(schedule.waitsForTime());
    assertEquals(1, schedule.due(seconds(5), 0).size());
    assertFalse(schedule.waitsForTime());
    assertFalse(schedule.isOver());
  }

  private static Fault at(int seconds, Fault.Action action, Optional<Duration> lasting) {
    return new Fault(new Fault.After(seconds(seconds)), Place.GATHERER, 0, action, lasting);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
