package io.tributary.load.report;

import io.tributary.load.html.Axis;
import io.tributary.load.html.Hue;
import io.tributary.load.html.LineChart;
import io.tributary.load.html.LineChart.Line;
import io.tributary.load.html.LineChart.Point;
import io.tributary.load.html.Markup;
import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.measure.TimeSeries;
import io.tributary.load.measure.TimeSeries.ProcessSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** CPU and memory of the processes of each run over time. */
final class HtmlCourse {
  private final SavedReport report;
  private final Markup out;
  private final Map<String, Hue> hues;

  HtmlCourse(SavedReport report, Markup out) {
    this.report = report;
    this.out = out;
    this.hues = HtmlPlots.roleHues(report);
  }

  void write() {
    List<RunResult> sampled =
        report.runs().stream().filter(run -> !run.series().processes().isEmpty()).toList();
    if (sampled.isEmpty()) {
      return;
    }
    out.leaf("h2", "Course of each run");
    for (RunResult run : sampled) {
      boolean first = run.number() == sampled.getFirst().number();
      if (first) {
        out.open("details", "open", "open");
      } else {
        out.open("details");
      }
      out.leaf("summary", "Run %d: %s".formatted(run.number(), run.variant()));
      out.open("div", "class", "pair");
      TimeSeries series = run.series();
      chart(series, "cores in use", process -> SeriesView.cores(series, process));
      chart(series, "resident MiB", process -> SeriesView.mebibytes(series, process));
      out.close().close();
    }
  }

  private void chart(
      TimeSeries series, String unit, Function<ProcessSeries, List<SeriesView.Point>> values) {
    List<Line> lines = new ArrayList<>();
    for (ProcessSeries process : series.processes()) {
      List<Point> points =
          values.apply(process).stream()
              .map(point -> new Point(point.seconds(), point.value()))
              .toList();
      String role = ProcessFigures.role(process.name());
      Hue own = hues.getOrDefault(role, Hue.GREY);
      lines.add(new Line(role, process.name(), own, points));
    }
    new LineChart(
            unit + " of each process over time",
            Axis.upTo("seconds", HtmlPlots.largest(lines, Point::x)),
            Axis.fromZero(unit, HtmlPlots.largest(lines, Point::y)),
            lines)
        .write(out);
  }
}
