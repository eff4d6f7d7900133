package io.tributary.load.report;

import io.tributary.load.html.Axis;
import io.tributary.load.html.BarChart;
import io.tributary.load.html.Hue;
import io.tributary.load.html.LineChart;
import io.tributary.load.html.LineChart.Line;
import io.tributary.load.html.LineChart.Point;
import io.tributary.load.html.Markup;
import io.tributary.load.measure.LatencyFigures;
import io.tributary.load.measure.LatencyFigures.CurvePoint;
import io.tributary.load.measure.ProcessFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The plots over all runs of a report: throughput, percentile curves, CPU split. */
final class HtmlPlots {
  private final SavedReport report;
  private final Markup out;
  private final List<String> variants;

  HtmlPlots(SavedReport report, Markup out) {
    this.report = report;
    this.out = out;
    this.variants = List.copyOf(report.groups().keySet());
  }

  void write() {
    throughput();
    cpu();
    latencies();
  }

  private void throughput() {
    List<RunResult> sampled =
        report.runs().stream().filter(run -> !run.series().isEmpty()).toList();
    if (sampled.isEmpty()) {
      return;
    }
    List<Line> lines = new ArrayList<>();
    for (RunResult run : sampled) {
      List<Point> points =
          SeriesView.rowsPerSecond(run.series()).stream()
              .map(point -> new Point(point.seconds(), point.value()))
              .toList();
      String hint =
          String.format(
              Locale.ROOT,
              "run %d, %s: %,.0f rows/s",
              run.number(),
              run.variant(),
              run.rowsPerSecond());
      lines.add(new Line(run.variant(), hint, hue(run), points));
    }
    out.leaf("h2", "Throughput over time");
    new LineChart(
            "Rows per second over time, a line for each run",
            Axis.upTo("seconds since the window began", largest(lines, Point::x)),
            Axis.fromZero("rows per second", largest(lines, Point::y)),
            lines)
        .write(out);
    double stretch =
        sampled.stream()
            .mapToDouble(run -> SeriesView.stretchSeconds(run.series()))
            .max()
            .orElse(0);
    out.leaf(
        "p",
        String.format(
            Locale.ROOT,
            "A line for each run, each point the mean of the %.0f s before it: rows come in"
                + " inserts.",
            stretch),
        "class",
        "note");
  }

  private void cpu() {
    Map<String, Hue> hues = roleHues(report);
    List<BarChart.Bar> bars = new ArrayList<>();
    for (RunResult run : report.runs()) {
      Set<String> roles = new LinkedHashSet<>(hues.keySet());
      List<BarChart.Piece> pieces =
          roles.stream()
              .filter(run::has)
              .map(
                  role ->
                      new BarChart.Piece(
                          role, hues.getOrDefault(role, Hue.GREY), run.cpuSecondsPerMillion(role)))
              .toList();
      bars.add(new BarChart.Bar("%d %s".formatted(run.number(), run.variant()), pieces));
    }
    if (bars.isEmpty()) {
      return;
    }
    out.leaf("h2", "CPU by process");
    new BarChart("CPU-seconds per million rows", bars).write(out);
  }

  /** What rows pass through in their order, then everything else, then what does not count. */
  static Map<String, Hue> roleHues(SavedReport report) {
    Set<String> roles =
        new LinkedHashSet<>(List.of("connector", "gatherer", "clickhouse", "kafka"));
    report
        .runs()
        .forEach(run -> run.processes().stream().map(ProcessFigures::role).forEach(roles::add));
    boolean harness = roles.remove("harness");
    Map<String, Hue> hues = new LinkedHashMap<>();
    roles.forEach(role -> hues.put(role, Hue.of(hues.size())));
    if (harness) {
      hues.put("harness", Hue.GREY);
    }
    return hues;
  }

  private void latencies() {
    Set<String> names = new LinkedHashSet<>();
    report
        .runs()
        .forEach(
            run ->
                run.latencies().stream()
                    .filter(latency -> latency.curve().size() > 1)
                    .map(LatencyFigures::name)
                    .forEach(names::add));
    for (String name : names) {
      latency(name);
    }
  }

  private void latency(String name) {
    List<Line> lines = new ArrayList<>();
    for (RunResult run : report.runs()) {
      run.latency(name).ifPresent(latency -> lines.add(curve(run, latency)));
    }
    out.leaf("h2", "Latency, " + name);
    new LineChart(
            "Percentiles of the latency " + name + ", a line for each run",
            Axis.percentiles("percentile", largest(lines, Point::x)),
            Axis.fromZero("milliseconds", largest(lines, Point::y)),
            lines)
        .write(out);
  }

  private Line curve(RunResult run, LatencyFigures latency) {
    String p99 =
        latency.quantiles().map(all -> Texts.millis(all.p99Millis())).orElse(Table.NOT_MEASURED);
    return new Line(
        run.variant(),
        "run %d, %s: p99 %s ms".formatted(run.number(), run.variant(), p99),
        hue(run),
        latency.curve().stream()
            .map((CurvePoint point) -> new Point(point.oneIn(), point.millis()))
            .toList());
  }

  private Hue hue(RunResult run) {
    return Hue.of(variants.indexOf(run.variant()));
  }

  static double largest(List<Line> lines, ToDoubleFunction<Point> value) {
    return lines.stream()
        .flatMap(line -> line.points().stream())
        .mapToDouble(value)
        .max()
        .orElse(0);
  }
}
