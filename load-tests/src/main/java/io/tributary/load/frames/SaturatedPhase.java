package io.tributary.load.frames;

import io.tributary.load.frames.SaturatedRun.Side;
import io.tributary.load.frames.source.ControlLine;
import io.tributary.load.run.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * As many frames as the gatherer takes, and the same bytes by {@code client-v2} in inserts as large
 * as the gatherer's, in turns: A B, B A, and so on, over processes that are equally warm.
 */
final class SaturatedPhase {
  /** What a connector has unsettled at most, by default. */
  private static final long UNSETTLED_BYTES = 64L << 20;

  /** Rows that go ahead of each measured run, so that inserts have their size. */
  private static final long RAMP_ROWS = 1_000_000;

  private final FramesDeployment deployment;
  private final Progress progress;
  private final List<String> problems = new ArrayList<>();
  private final List<SaturatedRun> runs = new ArrayList<>();
  private int tables;
  private int batchesPerInsert;

  SaturatedPhase(FramesDeployment deployment, Progress progress) {
    this.deployment = deployment;
    this.progress = progress;
  }

  PhaseReport run() {
    FramesOptions.Saturation saturation = deployment.options().saturation();
    deployment.restart(Map.of());
    try (JvmView jvm = JvmView.of(deployment.gathererPid())) {
      progress.say("  saturated: warm-up of %,d rows".formatted(saturation.warmUpRows()));
      SaturatedRun warm = frames(jvm, saturation.warmUpRows());
      SaturatedRun unused = direct(saturation.warmUpRows());
      progress.say("    " + warm.line());
      for (int pair = 1; pair <= saturation.pairs(); pair++) {
        boolean framesFirst = pair % 2 == 1;
        add(framesFirst ? frames(jvm, saturation.rows()) : direct(saturation.rows()));
        add(framesFirst ? direct(saturation.rows()) : frames(jvm, saturation.rows()));
      }
    }
    return new SaturatedReport(deployment.options(), runs).report(problems);
  }

  private void add(SaturatedRun run) {
    runs.add(run);
    progress.say("    " + run.line());
  }

  private String open() {
    String prefix = "saturated_" + tables++ + "_";
    ControlLine unused =
        deployment
            .source()
            .ask(
                ControlLine.of("open")
                    .with("prefix", prefix)
                    .with("tables", 1)
                    .with("partitions", deployment.options().rows().partitions()));
    return prefix + "0";
  }

  private SaturatedRun frames(JvmView jvm, long rows) {
    String table = open();
    deployment.quiet();
    SourceProcess source = deployment.source();
    ControlLine begun =
        source.ask(
            ControlLine.of("flow")
                .with("batchRows", deployment.options().rows().batchRows())
                .with("unsettledBytes", UNSETTLED_BYTES));
    long before = begun.number("rows");
    ControlLine ramped = source.ask(await(before + RAMP_ROWS));
    GathererReading first = GathererReading.of(deployment, jvm);
    ControlLine done = source.ask(await(ramped.number("rows") + rows));
    GathererReading last = GathererReading.of(deployment, jvm);
    ControlLine stopped = source.ask(ControlLine.of("stop"));
    long sent = stopped.number("rows") - before;
    long stored = deployment.rows(table);
    if (stored != sent) {
      problems.add("saturated: %,d rows settled, %,d stored".formatted(sent, stored));
    }
    double partsPerMillion = deployment.partsMade(table) * 1e6 / sent;
    deployment.truncate(table);
    SaturatedRun run =
        new SaturatedRun(
            Side.FRAMES,
            done.number("rows") - ramped.number("rows"),
            (done.number("nanos") - ramped.number("nanos")) / 1e9,
            last.cpu().since(first.cpu()),
            partsPerMillion,
            last.since(first));
    int batchRows = deployment.options().rows().batchRows();
    batchesPerInsert = Math.max(1, (int) Math.round(run.rowsPerInsert() / batchRows));
    return run;
  }

  private static ControlLine await(long rows) {
    return ControlLine.of("await").with("rows", rows);
  }

  private SaturatedRun direct(long rows) {
    String table = open();
    deployment.quiet();
    int batchRows = deployment.options().rows().batchRows();
    long rowsPerInsert = (long) batchesPerInsert * batchRows;
    long inserts = Math.max(1, Math.round((double) rows / rowsPerInsert));
    CpuReading first = CpuReading.of(deployment);
    ControlLine done =
        deployment
            .source()
            .ask(
                ControlLine.of("insert")
                    .with("table", table)
                    .with("inserts", inserts)
                    .with("batches", batchesPerInsert)
                    .with("batchRows", batchRows));
    CpuReading last = CpuReading.of(deployment);
    long stored = deployment.rows(table);
    long sent = inserts * rowsPerInsert;
    if (stored != sent) {
      problems.add("saturated: client-v2 inserted %,d rows, %,d stored".formatted(sent, stored));
    }
    double partsPerMillion = deployment.partsMade(table) * 1e6 / sent;
    deployment.truncate(table);
    return new SaturatedRun(
        Side.CLIENT_V2,
        sent,
        done.number("nanos") / 1e9,
        last.since(first),
        partsPerMillion,
        GathererReading.ofInserts(inserts));
  }

  /** Formats as a person reads it, whatever the machine's language is. */
  @SuppressWarnings("AnnotateFormatMethod") // the annotation is of a library that is not used
  static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
