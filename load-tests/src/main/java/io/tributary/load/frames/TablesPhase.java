package io.tributary.load.frames;

import static io.tributary.load.frames.SaturatedPhase.text;

import io.tributary.load.frames.source.ControlLine;
import io.tributary.load.run.Progress;
import java.util.ArrayList;
import java.util.List;

/** The same rows per second over more and more tables: what a row costs of CPU, and inserts. */
final class TablesPhase {
  private static final Bound CPU = Bound.atMost(1.3, 1.1);
  private static final Bound INSERTS = Bound.atMost(100, 100);

  private final FramesDeployment deployment;
  private final Progress progress;
  private final List<String> problems = new ArrayList<>();

  TablesPhase(FramesDeployment deployment, Progress progress) {
    this.deployment = deployment;
    this.progress = progress;
  }

  /**
   * One measurement.
   *
   * @param seconds from the first batch that was due to the last verdict
   * @param latency percentiles in microseconds, from when a batch was due to its verdict
   */
  private record Step(
      int tables,
      int batchRows,
      long rows,
      double seconds,
      GathererReading cost,
      ControlLine latency) {

    double perMillion(long cpuMillis) {
      return cpuMillis * 1e3 / rows;
    }

    double gatherer() {
      return perMillion(cost.cpu().gatherer());
    }

    double clickHouse() {
      return perMillion(cost.cpu().clickHouse());
    }

    double insertsPerSecond() {
      return cost.inserts() / seconds;
    }
  }

  PhaseReport run() {
    List<Step> steps = new ArrayList<>();
    for (int tables : deployment.options().tables().counts()) {
      Step step = measure(tables);
      steps.add(step);
      progress.say(
          text(
              "    %,5d tables: CPU s per million rows: gatherer %.3f, ClickHouse %.3f; %.1f"
                  + " inserts/s",
              tables, step.gatherer(), step.clickHouse(), step.insertsPerSecond()));
    }
    return report(steps);
  }

  private Step measure(int tables) {
    FramesOptions.Tables how = deployment.options().tables();
    deployment.restart(ManyTables.SETTINGS);
    SourceProcess source = deployment.source();
    String prefix = "tables_" + tables + "_";
    ControlLine opened =
        source.ask(
            ControlLine.of("open")
                .with("prefix", prefix)
                .with("tables", tables)
                .with("partitions", 1));
    int batchRows = ManyTables.batchRows(how.rowsPerSecond(), tables);
    ControlLine pace =
        ControlLine.of("pace")
            .with("batchRows", batchRows)
            .with("perSecond", (double) how.rowsPerSecond() / batchRows);
    try (JvmView jvm = JvmView.of(deployment.gathererPid())) {
      // The first reading loads the beans' classes; that must not count as the gatherer's CPU.
      GathererReading unused = GathererReading.of(deployment, jvm);
      ControlLine warm = source.ask(pace.with("seconds", how.warmUpSeconds()));
      GathererReading first = GathererReading.of(deployment, jvm);
      long began = System.nanoTime();
      ControlLine done = source.ask(pace.with("seconds", how.seconds()));
      double seconds = (System.nanoTime() - began) / 1e9;
      GathererReading last = GathererReading.of(deployment, jvm);
      check(prefix, tables, done.number("rows") - opened.number("rows"));
      return new Step(
          tables,
          batchRows,
          done.number("rows") - warm.number("rows"),
          seconds,
          last.since(first),
          done);
    }
  }

  private void check(String prefix, int tables, long settled) {
    long stored = 0;
    for (int table = 0; table < tables; table++) {
      stored += deployment.rows(prefix + table);
    }
    if (stored != settled) {
      problems.add(
          text("tables: %,d rows settled over %,d tables, %,d stored", settled, tables, stored));
    }
  }

  private PhaseReport report(List<Step> steps) {
    FramesOptions.Tables how = deployment.options().tables();
    Step one = steps.getFirst();
    Step many = steps.getLast();
    String ratio = text("CPU per row with %,d tables ÷ with %,d", many.tables(), one.tables());
    double both = (many.gatherer() + many.clickHouse()) / (one.gatherer() + one.clickHouse());
    return new PhaseReport(
        FramesPhase.TABLES,
        text(
            "%,d rows per second for %d s after %d s of warm-up, over more and more tables with"
                + " one partition each, and a new gatherer for each number. A batch holds the rows"
                + " of 100 ms, as a connector sends them, 1,000 at most; so more tables also mean"
                + " more batches. The gatherer has %s; all else as it is by default.",
            how.rowsPerSecond(), how.seconds(), how.warmUpSeconds(), ManyTables.WORDS),
        List.of(
            Figure.judged(
                "CPU per row, gatherer", many.gatherer() / one.gatherer(), "×", CPU, ratio),
            Figure.judged(
                "CPU per row, ClickHouse", many.clickHouse() / one.clickHouse(), "×", CPU, ratio),
            Figure.judged("CPU per row, both", both, "×", CPU, ratio),
            Figure.judged(
                "inserts per second",
                // A tenth of a second's worth may begin ahead of its time.
                Math.rint(steps.stream().mapToDouble(Step::insertsPerSecond).max().orElseThrow()),
                "",
                INSERTS,
                "attempts to insert ÷ seconds, the highest of all, rounded")),
        List.of(table(steps)),
        problems);
  }

  private static Table table(List<Step> steps) {
    List<List<String>> rows = new ArrayList<>();
    for (Step step : steps) {
      ControlLine latency = step.latency();
      rows.add(
          List.of(
              text("%,d", step.tables()),
              text("%,d", step.batchRows()),
              text("%,.0f", step.rows() / step.seconds()),
              text("%.4f", step.gatherer()),
              text("%.4f", step.clickHouse()),
              text("%.4f", step.perMillion(step.cost().cpu().source())),
              text("%.1f", step.insertsPerSecond()),
              text("%,.0f", (double) step.rows() / step.cost().inserts()),
              text("%.1f", (double) step.cost().allocatedBytes() / step.rows()),
              text("%,.0f", latency.number("p50") / 1e3),
              text("%,.0f", latency.number("p99") / 1e3),
              text("%,d", step.cost().residentBytes() >> 20)));
    }
    return new Table(
        "CPU in seconds per million rows; latency from when a batch was due to its verdict, in ms;"
            + " RSS in MiB",
        List.of(
            "tables",
            "rows per batch",
            "rows/s",
            "CPU gatherer",
            "CPU ClickHouse",
            "CPU source",
            "inserts/s",
            "rows per insert",
            "garbage B/row",
            "p50",
            "p99",
            "RSS gatherer"),
        rows);
  }
}
