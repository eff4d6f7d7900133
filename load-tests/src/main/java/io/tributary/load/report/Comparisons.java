package io.tributary.load.report;

import io.tributary.load.measure.LatencyFigures;
import io.tributary.load.measure.LatencyFigures.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Which figures of two variants are set side by side. */
final class Comparisons {
  private Comparisons() {}

  /** Two variants of the product. */
  static List<Comparison> ofVariants(List<RunResult> first, List<RunResult> second) {
    List<Comparison> all = new ArrayList<>();
    all.add(Comparison.of("rows per second", first, second, RunResult::rowsPerSecond));
    for (String role : List.of("gatherer", "connector", "clickhouse")) {
      all.add(
          Comparison.of(
              role + ", CPU-s per million rows",
              first,
              second,
              run -> run.cpuSecondsPerMillion(role)));
    }
    for (String role : List.of("gatherer", "connector")) {
      all.add(
          Comparison.of(
              role + ", peak memory in MiB",
              first,
              second,
              run -> run.peakResidentMebibytes(role)));
    }
    all.add(Comparison.of("rows per insert", first, second, RunResult::rowsPerInsert));
    if (haveParts(first) && haveParts(second)) {
      all.add(Comparison.of("parts", first, second, run -> run.inserts().parts().orElseThrow()));
    }
    for (String name : latencies(first)) {
      if (haveQuantiles(first, name) && haveQuantiles(second, name)) {
        all.add(latency(name, "p50", first, second, Quantiles::p50Millis));
        all.add(latency(name, "p99", first, second, Quantiles::p99Millis));
      }
    }
    return all;
  }

  /** The product and a client that pushes ready rows. */
  static List<Comparison> ofBaseline(
      List<RunResult> product, List<RunResult> baseline, String baselineRole) {
    return List.of(
        Comparison.of(
            "who inserts (gatherer, " + baselineRole + "), CPU-s per million rows",
            product.stream().map(run -> run.cpuSecondsPerMillion("gatherer")).toList(),
            baseline.stream().map(run -> run.cpuSecondsPerMillion(baselineRole)).toList()),
        Comparison.of(
            "clickhouse, CPU-s per million rows",
            product,
            baseline,
            run -> run.cpuSecondsPerMillion("clickhouse")),
        Comparison.of("rows per insert", product, baseline, RunResult::rowsPerInsert));
  }

  private static boolean haveParts(List<RunResult> runs) {
    return runs.stream().allMatch(run -> run.inserts().parts().isPresent());
  }

  private static List<String> latencies(List<RunResult> runs) {
    return runs.getFirst().latencies().stream().map(LatencyFigures::name).toList();
  }

  private static boolean haveQuantiles(List<RunResult> runs, String name) {
    return runs.stream().allMatch(run -> quantiles(run, name).isPresent());
  }

  private static Optional<Quantiles> quantiles(RunResult run, String name) {
    return run.latency(name).flatMap(LatencyFigures::quantiles);
  }

  private static Comparison latency(
      String name,
      String quantile,
      List<RunResult> first,
      List<RunResult> second,
      ToDoubleFunction<Quantiles> value) {
    return Comparison.of(
        name + ", " + quantile + " in ms",
        first,
        second,
        run -> value.applyAsDouble(quantiles(run, name).orElseThrow()));
  }
}
