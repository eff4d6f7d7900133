package io.tributary.load.report;

import io.tributary.load.flame.FlameGraphs;
import io.tributary.load.report.RunResult.Proof;
import io.tributary.load.scenario.LoadPlan;
import io.tributary.load.scenario.LoadPlan.Baseline;
import io.tributary.load.scenario.Scenario;
import io.tributary.load.scenario.Scenario.Duplicates;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Everything that a plan found out.
 *
 * @param started when the first run began
 * @param runs in the order in which they ran
 * @param failures runs that came to no result, a sentence each
 * @param flames what the services were busy with in the measured windows, if the plan asks for it
 */
public record LoadReport(
    LoadPlan plan,
    Machine machine,
    Instant started,
    List<RunResult> runs,
    List<String> failures,
    FlameGraphs flames) {
  /** The process that pushes ready rows, and the name of its runs. */
  public static final String CLIENT_V2 = Baseline.CLIENT_V2.word();

  public LoadReport {
    runs = List.copyOf(runs);
    failures = List.copyOf(failures);
  }

  /** What does not hold, a sentence each; empty when everything does. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>(failures);
    for (RunResult run : runs) {
      run.remarks().problems().forEach(problem -> problems.add(who(run) + ": " + problem));
      run.proof().ifPresent(proof -> check(run, proof, problems));
    }
    return problems;
  }

  private void check(RunResult run, Proof proof, List<String> problems) {
    String who = who(run);
    if (proof.missing() != 0) {
      problems.add(
          String.format(
              Locale.ROOT,
              "%s: %,d of %,d rows are missing.",
              who,
              proof.missing(),
              proof.expected()));
    }
    if (proof.produced() != proof.expected()) {
      problems.add(
          String.format(
              Locale.ROOT,
              "%s: the topics hold %,d records, not the %,d that were sent.",
              who,
              proof.produced(),
              proof.expected()));
    }
    if (proof.partitionsBehind() != 0) {
      problems.add(
          "%s: %d partitions are not committed up to their end."
              .formatted(who, proof.partitionsBehind()));
    }
    if (expectation(run).duplicates() == Duplicates.NONE && proof.duplicates() != 0) {
      problems.add(
          String.format(
              Locale.ROOT,
              "%s: %,d rows are stored more than once, and the scenario expects none.",
              who,
              proof.duplicates()));
    }
  }

  private static String who(RunResult run) {
    return "Run %d (%s)".formatted(run.number(), run.variant());
  }

  private Scenario.Expectation expectation(RunResult run) {
    return plan.variants().stream()
        .filter(variant -> variant.name().equals(run.variant()))
        .findFirst()
        .orElseThrow()
        .scenario()
        .expectation();
  }

  /** Figures of variants and baselines, set side by side; empty when there is one group of runs. */
  public List<SideBySide> comparisons() {
    return Comparisons.of(variants(), runs);
  }

  /** The name of the Markdown file that explains the flame graphs. */
  String flameTable() {
    return plan.name() + "-flame.md";
  }

  /** Names of the variants, without baselines. */
  public List<String> variants() {
    return plan.variants().stream().map(LoadPlan.Variant::name).toList();
  }

  /** What is kept of it. */
  public SavedReport saved() {
    SavedReport.Subject subject =
        new SavedReport.Subject(
            plan.name(),
            plan.about(),
            "./tributary load run " + plan.file(),
            variants(),
            plan.baselines().stream().map(Baseline::word).toList(),
            Conditions.of(plan));
    return new SavedReport(
        subject,
        machine,
        started.truncatedTo(ChronoUnit.SECONDS),
        runs,
        problems(),
        ReadingNotes.of(this));
  }
}
