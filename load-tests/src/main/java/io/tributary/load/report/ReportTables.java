package io.tributary.load.report;

import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.measure.ProcessFigures.JvmFigures;
import io.tributary.load.report.RunResult.Proof;
import io.tributary.load.report.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The tables of a report, for Markdown and for the page. */
final class ReportTables {
  private final SavedReport report;

  private ReportTables(SavedReport report) {
    this.report = report;
  }

  /** What was found, in the order in which one asks: medians, comparisons, then all runs. */
  static List<Table> of(SavedReport report) {
    ReportTables tables = new ReportTables(report);
    List<Table> all = new ArrayList<>();
    all.add(tables.figures());
    BaselineTable.of(report).ifPresent(all::add);
    report.comparisons().forEach(sides -> all.add(ComparisonTable.of(sides)));
    all.add(tables.runs());
    all.add(LatencyTable.of(report));
    all.add(tables.processes());
    tables.flushes().ifPresent(all::add);
    tables.faults().ifPresent(all::add);
    return all;
  }

  private Table figures() {
    Map<String, List<RunResult>> groups = report.groups();
    List<Column> columns = new ArrayList<>(List.of(Table.left("figure")));
    groups.forEach(
        (name, runs) -> columns.add(Table.right("%s (runs: %d)".formatted(name, runs.size()))));
    List<List<String>> rows = new ArrayList<>();
    for (Figure figure : Figures.of(report.runs())) {
      List<String> row = new ArrayList<>(List.of(figure.name()));
      groups
          .values()
          .forEach(runs -> row.add(Texts.spread(Comparison.of(figure, runs, runs).first())));
      rows.add(row);
    }
    return new Table(
        "Figures",
        columns,
        rows,
        rows.isEmpty() ? List.of("No run came to a result.") : List.of("Median (min–max)."));
  }

  private Table runs() {
    List<Column> columns = new ArrayList<>(List.of(Table.right("run"), Table.left("variant")));
    columns.addAll(
        Table.rights(
            "seconds",
            "rows/s",
            "inserts",
            "rows per insert",
            "parts",
            "parts per million rows",
            "missing",
            "duplicates"));
    List<List<String>> rows = new ArrayList<>();
    for (RunResult run : report.runs()) {
      rows.add(
          List.of(
              Integer.toString(run.number()),
              run.variant(),
              String.format(Locale.ROOT, "%.2f", run.seconds()),
              String.format(Locale.ROOT, "%,.0f", run.rowsPerSecond()),
              Texts.count(run.inserts().attempts()),
              String.format(Locale.ROOT, "%,.0f", run.rowsPerInsert()),
              Texts.count(run.inserts().parts()),
              run.partsPerMillion().isPresent()
                  ? String.format(Locale.ROOT, "%,.1f", run.partsPerMillion().getAsDouble())
                  : Table.NOT_MEASURED,
              proof(run, Proof::missing),
              proof(run, Proof::duplicates)));
    }
    return new Table("Runs", columns, rows, List.of());
  }

  private static String proof(RunResult run, ToLongFunction<Proof> value) {
    return run.proof()
        .map(proof -> Texts.count(value.applyAsLong(proof)))
        .orElse(Table.NOT_MEASURED);
  }

  private Table processes() {
    List<Column> columns =
        new ArrayList<>(List.of(Table.right("run"), Table.left("variant"), Table.left("process")));
    columns.addAll(
        Table.rights(
            "CPU s",
            "CPU-s per million rows",
            "peak MiB",
            "end MiB",
            "starts",
            "allocated MiB",
            "allocated B per row",
            "GC pauses",
            "GC s",
            "network MiB in",
            "out"));
    List<List<String>> rows = new ArrayList<>();
    for (RunResult run : report.runs()) {
      run.processes().forEach(process -> rows.add(process(run, process)));
    }
    return new Table("Processes", columns, rows, List.of());
  }

  private static List<String> process(RunResult run, ProcessFigures process) {
    return List.of(
        Integer.toString(run.number()),
        run.variant(),
        process.name(),
        String.format(Locale.ROOT, "%.2f", process.cpuSeconds()),
        String.format(Locale.ROOT, "%.3f", process.cpuSecondsPerMillion(run.rows())),
        Texts.mebibytes(process.peakResidentBytes()),
        Texts.mebibytes(process.endResidentBytes()),
        Integer.toString(process.starts()),
        jvm(process, JvmFigures::allocatedBytes, Texts::mebibytes),
        jvm(
            process,
            JvmFigures::allocatedBytes,
            bytes -> run.rows() == 0 ? Table.NOT_MEASURED : Texts.number(bytes / run.rows())),
        jvm(process, JvmFigures::gcPauses, pauses -> String.format(Locale.ROOT, "%,.0f", pauses)),
        jvm(
            process,
            JvmFigures::gcPauseSeconds,
            seconds -> String.format(Locale.ROOT, "%.3f", seconds)),
        process
            .network()
            .map(network -> Texts.mebibytes(network.inBytes()))
            .orElse(Table.NOT_MEASURED),
        process
            .network()
            .map(network -> Texts.mebibytes(network.outBytes()))
            .orElse(Table.NOT_MEASURED));
  }

  private static String jvm(
      ProcessFigures process,
      Function<JvmFigures, Optional<Double>> figure,
      Function<Double, String> text) {
    return process.jvm().flatMap(figure).map(text).orElse(Table.NOT_MEASURED);
  }

  private Optional<Table> flushes() {
    TreeSet<String> reasons = new TreeSet<>();
    report.runs().forEach(run -> reasons.addAll(run.inserts().flushReasons().keySet()));
    if (reasons.isEmpty()) {
      return Optional.empty();
    }
    List<Column> columns = new ArrayList<>(List.of(Table.right("run"), Table.left("variant")));
    reasons.forEach(reason -> columns.add(Table.right(reason)));
    List<List<String>> rows = new ArrayList<>();
    for (RunResult run : report.runs()) {
      Map<String, Long> flushes = run.inserts().flushReasons();
      if (!flushes.isEmpty()) {
        List<String> row = new ArrayList<>(List.of(Integer.toString(run.number()), run.variant()));
        reasons.forEach(reason -> row.add(Texts.count(flushes.getOrDefault(reason, 0L))));
        rows.add(row);
      }
    }
    return Optional.of(
        new Table(
            "Flushes",
            columns,
            rows,
            List.of("How often buffers of the gatherers were flushed, by what made them due.")));
  }

  private Optional<Table> faults() {
    List<List<String>> rows = new ArrayList<>();
    for (RunResult run : report.runs()) {
      for (FaultRecord fault : run.faults()) {
        rows.add(
            List.of(
                Integer.toString(run.number()),
                run.variant(),
                String.format(Locale.ROOT, "%.1f s", fault.atSeconds()),
                Texts.count(fault.atRows()),
                fault.text() + (fault.atSeconds() > run.seconds() ? " (after the last row)" : "")));
      }
    }
    List<Column> columns =
        List.of(
            Table.right("run"),
            Table.left("variant"),
            Table.right("at"),
            Table.right("rows stored by then"),
            Table.left("what"));
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(new Table("Faults", columns, rows, List.of()));
  }
}
