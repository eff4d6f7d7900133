package io.tributary.load.gate;

import io.tributary.load.report.BaselineFigures;
import io.tributary.load.report.Conditions;
import io.tributary.load.report.LoadReport;
import io.tributary.load.report.ReportFiles;
import io.tributary.load.report.SavedReport;
import io.tributary.load.run.LoadRun;
import io.tributary.load.run.Progress;
import io.tributary.load.scenario.LoadPlan;
import io.tributary.load.scenario.LoadPlan.Baseline;
import io.tributary.load.scenario.Scenario;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * A scenario with baselines.
 *
 * @param plan with one baseline or more
 */
record ScenarioStep(LoadPlan plan) implements GateStep {
  /** Nearly all of it, some 700 bytes a row, is the Kafka client's; pairs lie 0.3 % apart. */
  private static final Rule GARBAGE = new Rule.Own(new Tolerance(2));

  /** What a connector may leave behind for a row of JSON beyond its consumer. */
  private static final double JSON_BYTES = 200;

  /** The same for a row of Avro. */
  private static final double AVRO_BYTES = 50;

  @Override
  public String name() {
    return plan.name();
  }

  @Override
  public String subject() {
    StringJoiner text = new StringJoiner("; ");
    Conditions.of(plan).forEach((name, value) -> text.add(name + ": " + value));
    return text.add(
            "baselines: "
                + String.join(" ", plan.baselines().stream().map(Baseline::word).toList()))
        .add("pairs: " + plan.pairs())
        .toString();
  }

  @Override
  public StepResult run(GateFolders folders, Progress progress) {
    LoadRun run = new LoadRun(plan, folders.work(), progress);
    progress.say("Logs in " + run.folder());
    LoadReport report = run.run();
    ReportFiles files = ReportFiles.write(folders.reports(), report);
    progress.say("Report: " + files.markdown());
    return result(report.saved());
  }

  /**
   * Ratios of a report of the plan.
   *
   * <p>Of {@code poll} the services alone are told, because ClickHouse would water down what they
   * have lost; of all others the whole pipeline, with ClickHouse, so that rows that cost the server
   * more are found, too. Rows per second are told of client-v2 only: the others use as many cores
   * as there are. Garbage is counted, not timed, and has tolerances of its own.
   */
  StepResult result(SavedReport report) {
    StepResult.Builder result = new StepResult.Builder(name());
    report.problems().forEach(result::problem);
    Scenario.Offer offer = plan.variants().getFirst().scenario().offer();
    for (BaselineFigures figures : BaselineFigures.of(report)) {
      String name = figures.name();
      if (name.equals(Baseline.POLL.word())) {
        result
            .higher(
                "rows per CPU-second of connectors and gatherers by poll's", figures.ownCostRatio())
            .lower("garbage per row of connectors by poll's", figures.garbageRatio(), GARBAGE)
            .atMost(
                offer.sources().getFirst().data().isAvro() ? AVRO_BYTES : JSON_BYTES,
                "bytes of garbage per row of connectors beyond poll's",
                BaselineFigures.garbageBeyondPolling(report));
      } else if (!report.subject().variants().contains(name)) {
        if (name.equals(LoadReport.CLIENT_V2)) {
          result.higher(text("rows/s by %s's", name), figures.speedRatio());
        }
        result.higher(text("rows per CPU-second by %s's", name), figures.costRatio());
      }
    }
    return result.build();
  }

  private static String text(String format, String name) {
    return String.format(Locale.ROOT, format, name);
  }
}
