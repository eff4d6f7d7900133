package io.tributary.load.report;

import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.measure.TimeSeries;
import io.tributary.load.measure.TimeSeries.ProcessSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/** What a plot shows of a time series. */
final class SeriesView {
  /** Inserts come about once a second; a shorter stretch would show those and not the speed. */
  private static final double SHORTEST_STRETCH_SECONDS = 2;

  /** Of a long window, so that its line stays readable. */
  private static final double STRETCH_OF_WINDOW = 1.0 / 60;

  private static final int MOST_POINTS = 250;

  private SeriesView() {}

  /** A value at a time. */
  record Point(double seconds, double value) {}

  /** Rows per second over the last stretch. */
  static List<Point> rowsPerSecond(TimeSeries series) {
    return rates(series, i -> series.rows().get(i));
  }

  /** Cores in use by a process over the last stretch. */
  static List<Point> cores(TimeSeries series, ProcessSeries process) {
    return rates(series, i -> process.cpuMillis().get(i) / 1e3);
  }

  /** Its memory in MiB. */
  static List<Point> mebibytes(TimeSeries series, ProcessSeries process) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < series.seconds().size(); i++) {
      points.add(new Point(series.seconds().get(i), process.residentBytes().get(i) / 1048576.0));
    }
    return thinned(points);
  }

  /** The length of a stretch of this series in seconds. */
  static double stretchSeconds(TimeSeries series) {
    double length = series.isEmpty() ? 0 : series.seconds().getLast() - series.seconds().getFirst();
    return Math.max(SHORTEST_STRETCH_SECONDS, length * STRETCH_OF_WINDOW);
  }

  private static List<Point> rates(TimeSeries series, IntToDoubleFunction sum) {
    double stretch = stretchSeconds(series);
    List<Double> seconds = series.seconds();
    List<Point> points = new ArrayList<>();
    int from = 0;
    for (int i = 1; i < seconds.size(); i++) {
      while (from + 1 < i && seconds.get(i) - seconds.get(from + 1) >= stretch) {
        from++;
      }
      double length = seconds.get(i) - seconds.get(from);
      double grown = Math.max(0, sum.applyAsDouble(i) - sum.applyAsDouble(from));
      points.add(new Point(seconds.get(i), grown / length));
    }
    return thinned(points);
  }

  private static List<Point> thinned(List<Point> points) {
    int step = Math.ceilDiv(Math.max(1, points.size()), MOST_POINTS);
    List<Point> some = new ArrayList<>();
    for (int i = points.size() - 1; i >= 0; i -= step) {
      some.add(points.get(i));
    }
    return some.reversed();
  }

  /** The most that processes of these roles had together; empty where nothing was sampled. */
  static OptionalDouble mostResidentBytes(TimeSeries series, List<String> roles) {
    List<ProcessSeries> ours =
        series.processes().stream()
            .filter(process -> roles.contains(ProcessFigures.role(process.name())))
            .toList();
    OptionalDouble most = OptionalDouble.empty();
    for (int i = 0; i < series.seconds().size() && !ours.isEmpty(); i++) {
      int sample = i;
      double sum = ours.stream().mapToLong(process -> process.residentBytes().get(sample)).sum();
      most = OptionalDouble.of(Math.max(sum, most.orElse(0)));
    }
    return most;
  }
}
