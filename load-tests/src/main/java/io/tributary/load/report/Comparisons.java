package io.tributary.load.report;

import io.tributary.load.measure.LatencyFigures;
import java.util.ArrayList;
import java.util.List;
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
    if (haveLatency(first) && haveLatency(second)) {
      all.add(latency("latency p50 in ms", first, second, LatencyFigures::p50Millis));
      all.add(latency("latency p99 in ms", first, second, LatencyFigures::p99Millis));
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

  private static boolean haveLatency(List<RunResult> runs) {
    return runs.stream().allMatch(run -> run.latency().isPresent());
  }

  private static Comparison latency(
      String figure,
      List<RunResult> first,
      List<RunResult> second,
      ToDoubleFunction<LatencyFigures> value) {
    return Comparison.of(
        figure, first, second, run -> value.applyAsDouble(run.latency().orElseThrow()));
  }
}
