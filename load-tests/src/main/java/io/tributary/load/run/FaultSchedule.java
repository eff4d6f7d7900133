package io.tributary.load.run;

import io.tributary.load.scenario.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which faults are due. Pure; thread: one. */
final class FaultSchedule {
  private final List<Fault> waiting;

  FaultSchedule(List<Fault> faults) {
    this.waiting = new ArrayList<>(faults);
  }

  /**
   * Takes what is due, in the order in which it was due.
   *
   * @param elapsed since the measured window opened
   * @param rows measured rows that are stored
   */
  List<Fault> due(Duration elapsed, long rows) {
    List<Fault> due = new ArrayList<>();
    for (Fault fault : waiting) {
      boolean now =
          switch (fault.moment()) {
            case Fault.After after -> after.time().compareTo(elapsed) <= 0;
            case Fault.AtRows at -> at.rows() <= rows;
          };
      if (now) {
        due.add(fault);
      }
    }
    waiting.removeAll(due);
    due.sort(
        Comparator.comparing(
            fault -> fault.moment() instanceof Fault.After after ? after.time() : elapsed));
    return due;
  }

  /** A fault was done at this moment; what undoes it gets its time. */
  void done(Fault fault, Duration elapsed) {
    fault.undone(elapsed).ifPresent(waiting::add);
  }

  /** Whether something will happen however many rows are stored. */
  boolean waitsForTime() {
    return waiting.stream().anyMatch(fault -> fault.moment() instanceof Fault.After);
  }

  /** Whether nothing more will happen. */
  boolean isOver() {
    return waiting.isEmpty();
  }
}
