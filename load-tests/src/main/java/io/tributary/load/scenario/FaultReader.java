package io.tributary.load.scenario;

import io.tributary.load.scenario.Fault.Action;
import io.tributary.load.scenario.Fault.AnswerTime;
import io.tributary.load.scenario.Fault.Direction;
import io.tributary.load.scenario.Fault.Moment;
import io.tributary.load.scenario.Fault.Place;
import java.time.Duration;
import java.util.List;

/** Reads one entry of {@code faults}. */
final class FaultReader {
  private static final List<String> WORDS =
      List.of(
          "kill", "suspend", "resume", "restart", "stop", "start", "cut", "delay", "drop", "heal",
          "answer", "hang");

  private FaultReader() {}

  static Fault read(Section section) {
    try {
      Fault fault =
          new Fault(
              moment(section),
              section.constant("target", "", Place.class),
              section.count("index", 0, 0, 63),
              action(section),
              section.optionalDuration("for"));
      section.end();
      return fault;
    } catch (IllegalArgumentException e) {
      throw section.wrong("cannot be: " + e.getMessage());
    }
  }

  private static Moment moment(Section section) {
    if (section.has("at") == section.has("atRows")) {
      throw section.wrong("needs either 'at' (10s) or 'atRows' (100000)");
    }
    return section.has("at")
        ? new Fault.After(section.duration("at", Duration.ZERO))
        : new Fault.AtRows(section.number("atRows", 1, Long.MAX_VALUE));
  }

  private static Action action(Section section) {
    return switch (section.choice("do", "", WORDS)) {
      case "kill" -> new Fault.Kill();
      case "suspend" -> new Fault.Suspend();
      case "resume" -> new Fault.Resume();
      case "restart" -> new Fault.Restart();
      case "stop" -> new Fault.Stop();
      case "start" -> new Fault.Start();
      case "cut" -> new Fault.Cut();
      case "delay" -> new Fault.Delay(section.duration("by", Duration.ofMillis(100)));
      case "drop" -> new Fault.Drop(section.constant("direction", "from-target", Direction.class));
      case "heal" -> new Fault.Heal();
      case "answer" ->
          new Fault.Answer(
              section.count("status", 500, 200, 599),
              section.count("code", 241, 0, 100_000),
              section.text("message", "made by the scenario"),
              section.count("times", 1, 1, 1_000_000),
              section.constant("when", "before", AnswerTime.class));
      case "hang" -> new Fault.Hang(section.count("times", 1, 1, 1_000_000));
      default -> throw new IllegalStateException("a word without an action");
    };
  }
}
