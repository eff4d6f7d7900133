package io.tributary.load.report;

import io.tributary.load.report.Table.Column;
import io.tributary.load.scenario.LoadPlan.Baseline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The product against all its baselines. */
final class BaselineTable {
  private BaselineTable() {}

  /** Empty if there is no baseline. */
  static Optional<Table> of(SavedReport report) {
    List<BaselineFigures> all = BaselineFigures.of(report);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    String product = all.getFirst().name();
    List<Column> columns = new ArrayList<>(List.of(Table.left("variant")));
    columns.addAll(
        Table.rights(
            "rows/s",
            "own CPU-s per million rows",
            "ClickHouse's",
            "rows per CPU-second of both",
            "parts per million rows",
            "garbage, bytes per row",
            product + " ÷ it: rows/s",
            "rows per CPU-second"));
    return Optional.of(
        new Table(
            "Against the baselines",
            columns,
            all.stream().map(BaselineTable::row).toList(),
            notes(report, all)));
  }

  private static List<String> notes(SavedReport report, List<BaselineFigures> all) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Medians (min–max) over pairs; ratios are taken pair by pair. Own CPU and garbage are those"
            + " of the process itself (with http of its gatherer, whose garbage is not told here),"
            + " CPU of "
            + all.getFirst().name()
            + " that of connectors and gatherers, its garbage that of connectors. Kafka's CPU is in"
            + " none of them.");
    all.stream()
        .filter(figures -> figures.name().equals(Baseline.POLL.word()))
        .filter(figures -> figures.ownCostRatio().isPresent())
        .forEach(
            loop ->
                notes.add(
                    "Rows per CPU-second of connectors and gatherers by those of the bare poll loop: %s."
                        .formatted(Texts.spread(loop.ownCostRatio()))));
    BaselineFigures.httpByTopics(report)
        .ifPresent(
            ratio ->
                notes.add(
                    "Rows over HTTP ÷ rows from topics, rows per CPU-second of the services (gatherer ÷ connectors and gatherers, without ClickHouse): %s."
                        .formatted(Texts.spread(Optional.of(ratio)))));
    BaselineFigures.garbageBeyondPolling(report)
        .ifPresent(
            beyond ->
                notes.add(
                    "Garbage per row beyond the bare poll loop: %s bytes in connectors, %s bytes in gatherers."
                        .formatted(
                            Texts.spread(Optional.of(beyond)),
                            Texts.spread(BaselineFigures.garbageOfGatherers(report)))));
    for (RunResult run : report.runs()) {
      if (!run.remarks().notes().isEmpty()) {
        notes.add(
            "Run %d (%s): %s"
                .formatted(run.number(), run.variant(), String.join(" ", run.remarks().notes())));
      }
    }
    return notes;
  }

  private static List<String> row(BaselineFigures figures) {
    return List.of(
        figures.name(),
        Texts.spread(figures.rowsPerSecond()),
        Texts.spread(figures.ownCpu()),
        Texts.spread(figures.clickHouseCpu()),
        Texts.spread(figures.rowsPerCpuSecond()),
        Texts.spread(figures.partsPerMillion()),
        Texts.spread(figures.garbagePerRow()),
        Texts.spread(figures.speedRatio()),
        Texts.spread(figures.costRatio()));
  }
}
