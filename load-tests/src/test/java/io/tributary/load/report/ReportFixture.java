package io.tributary.load.report;

import io.tributary.load.measure.LatencyFigures;
import io.tributary.load.measure.LatencyFigures.CurvePoint;
import io.tributary.load.measure.LatencyFigures.Quantiles;
import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.measure.ProcessFigures.JvmFigures;
import io.tributary.load.measure.ProcessFigures.NetworkFigures;
import io.tributary.load.measure.TimeSeries;
import io.tributary.load.measure.TimeSeries.ProcessSeries;
import io.tributary.load.report.RunResult.Inserts;
import io.tributary.load.report.RunResult.Proof;
import io.tributary.load.report.RunResult.Remarks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reports that nobody measured. */
public final class ReportFixture {
  public static final Machine MACHINE =
      new Machine("Some CPU", 2, 8L << 30, "Linux 6", "JDK 25", "abc+");
  static final Proof WHOLE = new Proof(1_500_000, 1_500_000, 1_500_000, 1_500_000, 0);

  private ReportFixture() {}

  /** A report of runs of one variant and, if there are any, baselines. */
  public static SavedReport report(Map<String, String> conditions, RunResult... runs) {
    return new SavedReport(
        new SavedReport.Subject(
            "some-name",
            "About it.",
            "./tributary load run some-name.yaml",
            List.of("tributary"),
            Stream.of(runs)
                .map(RunResult::variant)
                .filter(name -> !name.equals("tributary"))
                .distinct()
                .toList(),
            conditions),
        MACHINE,
        Instant.parse("2026-01-02T03:04:05Z"),
        List.of(runs),
        List.of(),
        List.of("Read it with care."));
  }

  /** A run in which everything was measured, at this speed. */
  public static RunResult run(int number, String variant, double rowsPerSecond) {
    return new RunResult(
        number,
        variant,
        1e6 / rowsPerSecond,
        1_000_000,
        new Inserts(4, OptionalLong.of(5), Map.of("age", 3L, "rows", 1L)),
        List.of(gatherer(), connector(), process("kafka", 0.5), process("harness", 0.25)),
        List.of(visible(), LatencyFigures.ofMean("frame → settled", 40, 7.5, "From sums.")),
        series(1e6 / rowsPerSecond),
        Optional.of(WHOLE),
        List.of(new FaultRecord("kill kafka 0", 3.5, 70_000)),
        new Remarks(
            1.5,
            List.of(),
            List.of("Know it."),
            Optional.of(new Drain(3.5, 4.5, OptionalDouble.of(9), 1.75))));
  }

  private static ProcessFigures gatherer() {
    return new ProcessFigures(
        "gatherer 0",
        1.5,
        128 << 20,
        64 << 20,
        1,
        Optional.of(
            new JvmFigures(Optional.of(2.0 * (1 << 20)), Optional.of(3.0), Optional.empty())),
        Optional.of(new NetworkFigures(107_000_000, 108_000_000)),
        OptionalLong.of(24 << 20));
  }

  private static ProcessFigures connector() {
    return new ProcessFigures(
        "connector 0",
        2.5,
        256 << 20,
        250 << 20,
        1,
        Optional.of(new JvmFigures(Optional.empty(), Optional.empty(), Optional.empty())));
  }

  private static ProcessFigures process(String name, double cpuSeconds) {
    return new ProcessFigures(name, cpuSeconds, 1 << 20, 1 << 20, 1, Optional.empty());
  }

  private static LatencyFigures visible() {
    return new LatencyFigures(
        LatencyFigures.PRODUCE_VISIBLE,
        1_000_000,
        110,
        Optional.of(new Quantiles(100, 200, 300, 400, 500)),
        List.of(new CurvePoint(1, 5.5), new CurvePoint(100, 300), new CurvePoint(1e6, 500)),
        "Looks were 25 ms apart.");
  }

  private static TimeSeries series(double seconds) {
    return new TimeSeries(
        List.of(0.0, seconds / 2, seconds),
        List.of(0L, 400_000L, 1_000_000L),
        List.of(
            new ProcessSeries(
                "gatherer 0", List.of(0L, 700L, 1_500L), List.of(10L << 20, 20L << 20, 0L)),
            new ProcessSeries(
                "connector 0", List.of(0L, 900L, 2_500L), List.of(5L << 20, 50L << 20, 60L << 20)),
            new ProcessSeries(
                "kafka", List.of(0L, 100L, 500L), List.of(9L << 30, 9L << 30, 9L << 30))));
  }
}
