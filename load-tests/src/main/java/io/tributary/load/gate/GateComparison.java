package io.tributary.load.gate;

import io.tributary.load.gate.JudgedRatio.Verdict;
import io.tributary.load.report.Table;
import io.tributary.load.report.Table.Align;
import io.tributary.load.report.Table.Column;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Ratios of a run beside those of the reference. Pure; any thread.
 *
 * @param ratios those that were measured in their order, then those that were not
 */
public record GateComparison(
    GateFigures reference, GateFigures now, Tolerance tolerance, List<JudgedRatio> ratios) {
  public GateComparison {
    ratios = List.copyOf(ratios);
  }

  /**
   * Compares medians with the reference's or with a bound.
   *
   * @param scenarios that were to be run; ratios of the reference of others do not count
   */
  public static GateComparison of(
      GateFigures reference, GateFigures now, Collection<String> scenarios, Tolerance tolerance) {
    List<JudgedRatio> judged = new ArrayList<>();
    for (Ratio ratio : now.ratios()) {
      judged.add(JudgedRatio.of(reference.same(ratio), ratio, tolerance));
    }
    for (Ratio ratio : reference.ratios()) {
      if (scenarios.contains(ratio.scenario()) && now.same(ratio).isEmpty()) {
        judged.add(JudgedRatio.missing(ratio, tolerance));
      }
    }
    return new GateComparison(reference, now, tolerance, judged);
  }

  /** Why the gate fails, a sentence each; empty if it does not. */
  public List<String> failures() {
    return ratios.stream().flatMap(ratio -> ratio.failure().stream()).toList();
  }

  /** What cannot be judged, a sentence each with the way out; empty if all can. */
  public List<String> gaps() {
    return ratios.stream()
        .filter(ratio -> ratio.verdict() == Verdict.NO_REFERENCE)
        .map(
            ratio ->
                "%s is not in the reference: record it anew with --record."
                    .formatted(ratio.subject().title()))
        .toList();
  }

  /** What to keep in mind, a sentence each. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (now.isOfOtherMachineThan(reference)) {
      notes.add(
          ("The reference is of another machine (%s; now %s), so ratios may"
                  + " differ for that reason, too.")
              .formatted(reference.machineText(), now.machineText()));
    }
    long better = ratios.stream().filter(one -> one.verdict() == Verdict.BETTER).count();
    if (better > 0) {
      notes.add(
          "Better by more than the tolerance: %d. Record the reference anew, so that it is not lost again."
              .formatted(better));
    }
    return notes;
  }

  /** In one sentence, how it ended. */
  public String summary() {
    long judged = ratios.stream().filter(JudgedRatio::isJudged).count();
    return failures().isEmpty()
        ? "None of %d ratios is worse than allowed.".formatted(judged)
        : "Ratios that fail: %d of %d.".formatted(failures().size(), judged);
  }

  /** A line for each ratio. */
  public Table table() {
    return new Table(
        "",
        List.of(
            new Column("scenario", Align.LEFT),
            new Column("ratio", Align.LEFT),
            new Column("better", Align.LEFT),
            new Column("allowed", Align.RIGHT),
            new Column("reference", Align.RIGHT),
            new Column("now", Align.RIGHT),
            new Column("difference", Align.RIGHT),
            new Column("verdict", Align.LEFT)),
        ratios.stream().map(GateComparison::row).toList(),
        List.of(),
        List.of());
  }

  private static List<String> row(JudgedRatio ratio) {
    Ratio subject = ratio.subject();
    return List.of(
        subject.scenario(),
        subject.name(),
        subject.better().name().toLowerCase(Locale.ROOT),
        ratio.allowed(),
        text(ratio.reference()),
        text(ratio.now()),
        ratio.difference(),
        ratio.finding());
  }

  private static String text(Optional<Ratio> ratio) {
    return ratio.map(Ratio::text).orElse(Table.NOT_MEASURED);
  }
}
