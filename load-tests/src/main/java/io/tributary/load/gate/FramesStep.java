package io.tributary.load.gate;

import io.tributary.load.frames.FramesOptions;
import io.tributary.load.frames.FramesPhase;
import io.tributary.load.frames.FramesReport;
import io.tributary.load.frames.FramesRun;
import io.tributary.load.frames.SaturatedRatios;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.run.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The gatherer alone: the phase {@code saturated} of {@code load frames}. */
record FramesStep() implements GateStep {
  private static final String NAME = "frames";

  private static final FramesOptions OPTIONS =
      new FramesOptions(
          List.of(FramesPhase.SATURATED),
          new FramesOptions.Rows(6, 8_000, 1_000_000, 42),
          new FramesOptions.Saturation(4_000_000, 4_000_000, 3),
          // These two are of phases that are not run.
          new FramesOptions.Idle(100, 60),
          new FramesOptions.Tables(List.of(1), 100_000, 20, 30, 990, 8),
          new FramesOptions.Gatherer(Map.of(), List.of("-Xmx96m")));

  /**
   * Bytes a row. Asked here and not of the scenarios: there a gatherer answers for its metrics each
   * second, which is the more for a row the slower the machine is.
   */
  private static final double MOST_GARBAGE = 5;

  private static final String COMMAND =
      "./tributary load frames --phases saturated --rows 4000000 --warm-up 4000000 --pairs 3"
          + " --gatherer-jvm=-Xmx96m";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String subject() {
    FramesOptions.Rows rows = OPTIONS.rows();
    FramesOptions.Saturation saturation = OPTIONS.saturation();
    List<String> jvm = new ArrayList<>(ServiceUnderLoad.JVM_OPTIONS);
    jvm.addAll(OPTIONS.gatherer().jvm());
    return String.format(
        Locale.ROOT,
        "saturated with %,d rows of W encoded, seed %d, partitions: %d, rows of a batch: %,d; rows:"
            + " %,d; warm-up rows: %,d; JVM of the gatherer: %s; pairs: %d",
        rows.encoded(),
        rows.seed(),
        rows.partitions(),
        rows.batchRows(),
        saturation.rows(),
        saturation.warmUpRows(),
        String.join(" ", jvm),
        saturation.pairs());
  }

  @Override
  public StepResult run(GateFolders folders, Progress progress) {
    FramesRun run = new FramesRun(OPTIONS, folders.work(), progress);
    progress.say("Logs in " + run.folder());
    FramesReport report = run.run(COMMAND);
    report.write(folders.reports());
    progress.say("Report: " + folders.reports().resolve("frames.md"));
    StepResult.Builder result = new StepResult.Builder(NAME);
    report.problems().forEach(result::problem);
    Optional<SaturatedRatios> ratios = report.saturated();
    return result
        .higher("rows/s by client-v2's", ratios.map(SaturatedRatios::speed))
        .lower("CPU of the gatherer by ClickHouse's", ratios.map(SaturatedRatios::cpu))
        .atMost(
            MOST_GARBAGE,
            "bytes of garbage per row of the gatherer",
            ratios.map(SaturatedRatios::garbage))
        .build();
  }
}
