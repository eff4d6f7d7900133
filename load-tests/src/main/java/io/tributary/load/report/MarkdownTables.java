package io.tributary.load.report;

import io.tributary.load.measure.LatencyFigures;
import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.measure.ProcessFigures.JvmFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The tables of the report for people. */
final class MarkdownTables {
  private static final String NOT_MEASURED = "n/a";

  private final LoadReport report;
  private final List<String> lines = new ArrayList<>();

  private MarkdownTables(LoadReport report) {
    this.report = report;
  }

  /** The lines, with an empty one at the end. */
  static List<String> render(LoadReport report) {
    MarkdownTables tables = new MarkdownTables(report);
    tables.runs();
    tables.comparisons();
    tables.latency();
    tables.processes();
    tables.faults();
    return tables.lines;
  }

  private void runs() {
    line("## Runs");
    line("");
    line(
        "| run | variant | seconds | rows/s | inserts | rows per insert | parts | missing |"
            + " duplicates |");
    line("|--:|---|--:|--:|--:|--:|--:|--:|--:|");
    for (RunResult run : report.runs()) {
      line(
          String.format(
              Locale.ROOT,
              "| %d | %s | %.2f | %,.0f | %,d | %,.0f | %s | %s | %s |",
              run.number(),
              run.variant(),
              run.seconds(),
              run.rowsPerSecond(),
              run.inserts().attempts(),
              run.rowsPerInsert(),
              parts(run),
              run.proof()
                  .map(p -> String.format(Locale.ROOT, "%,d", p.missing()))
                  .orElse(NOT_MEASURED),
              run.proof()
                  .map(p -> String.format(Locale.ROOT, "%,d", p.duplicates()))
                  .orElse(NOT_MEASURED)));
    }
    line("");
  }

  private static String parts(RunResult run) {
    OptionalLong parts = run.inserts().parts();
    return parts.isPresent() ? String.format(Locale.ROOT, "%,d", parts.getAsLong()) : NOT_MEASURED;
  }

  private void comparisons() {
    if (report.comparisons().isEmpty()) {
      return;
    }
    List<String> sides = report.sides().orElseThrow();
    line(String.format(Locale.ROOT, "## %s against %s", sides.getFirst(), sides.getLast()));
    line("");
    line(
        String.format(
            Locale.ROOT,
            "| figure | %s: median (min–max) | %s: median (min–max) | difference | finding |",
            sides.getFirst(),
            sides.getLast()));
    line("|---|--:|--:|--:|---|");
    for (Comparison found : report.comparisons()) {
      line(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %s | %s |",
              found.figure(),
              spread(found.first()),
              spread(found.second()),
              Double.isNaN(found.percent())
                  ? NOT_MEASURED
                  : String.format(Locale.ROOT, "%+.1f %%", found.percent()),
              finding(found.finding())));
    }
    line("");
    line("Noise: the medians differ by no more than the runs of one variant do (max − min).");
    line("");
  }

  private static String finding(Comparison.Finding finding) {
    return switch (finding) {
      case NOISE -> "noise";
      case DIFFERENCE -> "differs";
      case SINGLE_RUNS -> "one run each, no spread known";
    };
  }

  private static String spread(Spread spread) {
    return String.format(
        Locale.ROOT,
        "%s (%s–%s)",
        number(spread.median()),
        number(spread.min()),
        number(spread.max()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%,.2f", value);
  }

  private void latency() {
    line("## Latency");
    line("");
    if (report.runs().stream().allMatch(run -> run.latencies().isEmpty())) {
      line("n/a: at full speed rows have no intended time to measure from; give a rate.");
      line("");
      return;
    }
    line("In milliseconds.");
    line("");
    line("| run | variant | from → to | count | mean | p50 | p90 | p99 | p99.9 | max |");
    line("|--:|---|---|--:|--:|--:|--:|--:|--:|--:|");
    Map<String, List<String>> notes = new LinkedHashMap<>();
    for (RunResult run : report.runs()) {
      for (LatencyFigures latency : run.latencies()) {
        line(latencyRow(run, latency));
        notes
            .computeIfAbsent(latency.name() + ": " + latency.note(), _ -> new ArrayList<>())
            .add("run " + run.number());
      }
    }
    line("");
    notes.forEach((note, runs) -> line("- " + note + " (" + String.join(", ", runs) + ")"));
    line("");
  }

  private static String latencyRow(RunResult run, LatencyFigures latency) {
    return String.format(
        Locale.ROOT,
        "| %d | %s | %s | %,d | %s | %s | %s | %s | %s | %s |",
        run.number(),
        run.variant(),
        latency.name(),
        latency.count(),
        millis(latency.meanMillis()),
        quantile(latency, LatencyFigures.Quantiles::p50Millis),
        quantile(latency, LatencyFigures.Quantiles::p90Millis),
        quantile(latency, LatencyFigures.Quantiles::p99Millis),
        quantile(latency, LatencyFigures.Quantiles::p999Millis),
        quantile(latency, LatencyFigures.Quantiles::maxMillis));
  }

  private static String quantile(
      LatencyFigures latency, ToDoubleFunction<LatencyFigures.Quantiles> value) {
    return latency
        .quantiles()
        .map(quantiles -> millis(value.applyAsDouble(quantiles)))
        .orElse(NOT_MEASURED);
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, millis >= 10 ? "%,.0f" : "%,.2f", millis);
  }

  private void processes() {
    line("## Processes");
    line("");
    line(
        "| run | variant | process | CPU s | CPU-s per million rows | peak MiB | end MiB | starts |"
            + " allocated MiB | GC pauses | GC s |");
    line("|--:|---|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (RunResult run : report.runs()) {
      for (ProcessFigures process : run.processes()) {
        line(
            String.format(
                Locale.ROOT,
                "| %d | %s | %s | %.2f | %.3f | %,.0f | %,.0f | %d | %s | %s | %s |",
                run.number(),
                run.variant(),
                process.name(),
                process.cpuSeconds(),
                process.cpuSecondsPerMillion(run.rows()),
                process.peakResidentBytes() / 1048576.0,
                process.endResidentBytes() / 1048576.0,
                process.starts(),
                jvm(process, jvm -> jvm.allocatedBytes().map(b -> b / 1048576.0), "%,.0f"),
                jvm(process, JvmFigures::gcPauses, "%,.0f"),
                jvm(process, JvmFigures::gcPauseSeconds, "%.3f")));
      }
    }
    line("");
  }

  private static String jvm(
      ProcessFigures process, Function<JvmFigures, Optional<Double>> figure, String format) {
    return process
        .jvm()
        .flatMap(figure)
        .map(value -> String.format(Locale.ROOT, format, value))
        .orElse(NOT_MEASURED);
  }

  private void faults() {
    if (report.runs().stream().allMatch(run -> run.faults().isEmpty())) {
      return;
    }
    line("## Faults");
    line("");
    line("| run | variant | at | rows stored by then | what |");
    line("|--:|---|--:|--:|---|");
    for (RunResult run : report.runs()) {
      for (FaultRecord fault : run.faults()) {
        line(
            String.format(
                Locale.ROOT,
                "| %d | %s | %.1f s | %,d | %s |",
                run.number(),
                run.variant(),
                fault.atSeconds(),
                fault.atRows(),
                faultText(run, fault)));
      }
    }
    line("");
  }

  private static String faultText(RunResult run, FaultRecord fault) {
    return fault.text() + (fault.atSeconds() > run.seconds() ? " (after the last row)" : "");
  }

  private void line(String text) {
    lines.add(text);
  }
}
