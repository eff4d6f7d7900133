package io.tributary.load.gate;

import io.tributary.load.report.Better;
import io.tributary.load.report.Machine;
import io.tributary.load.report.Spread;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures that nobody measured. */
final class GateFixture {
  static final Machine MACHINE = new Machine("Some CPU", 2, 8L << 30, "Linux 6", "JDK 25", "abc");
  static final Instant STARTED = Instant.parse("2026-01-02T03:04:05Z");
  static final Tolerance TOLERANCE = new Tolerance(15);

  private GateFixture() {}

  static GateFigures figures(Ratio... ratios) {
    return figures(MACHINE, ratios);
  }

  static GateFigures figures(Machine machine, Ratio... ratios) {
    Map<String, String> subjects = new LinkedHashMap<>();
    for (Ratio ratio : ratios) {
      subjects.put(ratio.scenario(), "rows: 1,000; pairs: 3");
    }
    return new GateFigures(machine, STARTED, subjects, List.of(ratios));
  }

  static Ratio speed(double median) {
    return speed(median, median, median);
  }

  static Ratio speed(double median, double lowest, double highest) {
    return new Ratio(
        "w-json", "rows/s by client-v2's", Better.HIGHER, new Spread(median, lowest, highest));
  }

  static Ratio garbage(double median) {
    return garbage(median, median, median);
  }

  static Ratio garbage(double median, double lowest, double highest) {
    return new Ratio(
        "w-json",
        "garbage per row of connectors by poll's",
        Better.LOWER,
        new Spread(median, lowest, highest),
        new Rule.Own(new Tolerance(2)));
  }

  static Ratio bytes(double median) {
    return bytes(median, median, median);
  }

  static Ratio bytes(double median, double lowest, double highest) {
    return new Ratio(
        "frames",
        "bytes of garbage per row of the gatherer",
        Better.LOWER,
        new Spread(median, lowest, highest),
        new Rule.AtMost(5));
  }

  static Ratio cpu(double median) {
    return new Ratio(
        "frames",
        "CPU of the gatherer by ClickHouse's",
        Better.LOWER,
        new Spread(median, median, median));
  }
}
