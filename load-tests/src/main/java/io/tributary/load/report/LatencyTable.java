package io.tributary.load.report;

import io.tributary.load.measure.LatencyFigures;
import io.tributary.load.measure.LatencyFigures.Quantiles;
import io.tributary.load.report.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The latencies of all runs as a table, with how each was measured below. */
final class LatencyTable {
  private LatencyTable() {}

  static Table of(SavedReport report) {
    List<Column> columns =
        new ArrayList<>(
            List.of(Table.right("run"), Table.left("variant"), Table.left("from → to")));
    columns.addAll(
        Table.rights("count", "mean ms", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "max ms"));
    List<List<String>> rows = new ArrayList<>();
    Map<String, List<String>> notes = new LinkedHashMap<>();
    for (RunResult run : report.runs()) {
      for (LatencyFigures latency : run.latencies()) {
        rows.add(row(run, latency));
        notes
            .computeIfAbsent(latency.name() + ": " + latency.note(), _ -> new ArrayList<>())
            .add(Integer.toString(run.number()));
      }
    }
    if (rows.isEmpty()) {
      return new Table(
          "Latency",
          columns,
          rows,
          List.of("n/a: at full speed rows have no intended time to measure from; give a rate."));
    }
    List<String> sentences = new ArrayList<>();
    notes.forEach(
        (note, runs) -> sentences.add("%s (run %s)".formatted(note, String.join(", ", runs))));
    return new Table("Latency", columns, rows, sentences);
  }

  private static List<String> row(RunResult run, LatencyFigures latency) {
    return List.of(
        Integer.toString(run.number()),
        run.variant(),
        latency.name(),
        Texts.count(latency.count()),
        Texts.millis(latency.meanMillis()),
        quantile(latency, Quantiles::p50Millis),
        quantile(latency, Quantiles::p90Millis),
        quantile(latency, Quantiles::p99Millis),
        quantile(latency, Quantiles::p999Millis),
        quantile(latency, Quantiles::maxMillis));
  }

  private static String quantile(LatencyFigures latency, ToDoubleFunction<Quantiles> value) {
    return latency
        .quantiles()
        .map(quantiles -> Texts.millis(value.applyAsDouble(quantiles)))
        .orElse(Table.NOT_MEASURED);
  }
}
