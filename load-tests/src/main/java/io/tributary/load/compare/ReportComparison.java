package io.tributary.load.compare;

import io.tributary.load.report.Comparison;
import io.tributary.load.report.ComparisonTable;
import io.tributary.load.report.Machine;
import io.tributary.load.report.ReportException;
import io.tributary.load.report.RunResult;
import io.tributary.load.report.SavedReport;
import io.tributary.load.report.SideBySide;
import io.tributary.load.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two reports, and how the runs of the second differ from those of the first.
 *
 * @param first what people call the first report
 * @param second what people call the other
 * @param sides one for each variant or baseline that both have
 * @param warnings why figures may differ for other reasons than the sources, a sentence each
 */
public record ReportComparison(
    Side first, Side second, List<SideBySide> sides, List<String> warnings) {

  /** A report and its name, such as that of its file. */
  public record Side(String name, SavedReport report) {}

  public ReportComparison {
    sides = List.copyOf(sides);
    warnings = List.copyOf(warnings);
  }

  /**
   * Compares runs of the same variant or baseline.
   *
   * @throws ReportException if the reports have none in common
   */
  public static ReportComparison of(Side first, Side second) throws ReportException {
    Map<String, List<RunResult>> ones = first.report().groups();
    Map<String, List<RunResult>> others = second.report().groups();
    List<SideBySide> sides = new ArrayList<>();
    ones.forEach(
        (variant, runs) -> {
          List<RunResult> same = others.getOrDefault(variant, List.of());
          if (!same.isEmpty()) {
            sides.add(
                SideBySide.of(
                    label("A", ones.size(), variant),
                    runs,
                    label("B", others.size(), variant),
                    same));
          }
        });
    if (sides.isEmpty()) {
      throw new ReportException(
          "%s and %s have no runs of the same variant: one has %s, the other %s."
              .formatted(first.name(), second.name(), names(ones), names(others)));
    }
    return new ReportComparison(first, second, sides, warnings(first.report(), second.report()));
  }

  private static String names(Map<String, List<RunResult>> groups) {
    return groups.isEmpty() ? "none" : String.join(", ", groups.keySet());
  }

  private static String label(String letter, int groups, String variant) {
    return groups == 1 ? letter : letter + " " + variant;
  }

  private static List<String> warnings(SavedReport first, SavedReport second) {
    List<String> warnings = new ArrayList<>();
    same(warnings, "scenario", first.subject().name(), second.subject().name());
    machines(warnings, first.machine(), second.machine());
    conditions(warnings, first.subject().conditions(), second.subject().conditions());
    problems(warnings, "A", first);
    problems(warnings, "B", second);
    return warnings;
  }

  private static void machines(List<String> warnings, Machine first, Machine second) {
    same(warnings, "CPU", first.cpu(), second.cpu());
    same(warnings, "number of cores", "" + first.cores(), "" + second.cores());
    same(
        warnings,
        "memory in GiB",
        "" + (first.memoryBytes() >> 30),
        "" + (second.memoryBytes() >> 30));
    same(warnings, "system", first.system(), second.system());
    same(warnings, "JDK", first.jdk(), second.jdk());
  }

  private static void conditions(
      List<String> warnings, Map<String, String> first, Map<String, String> second) {
    if (first.isEmpty() != second.isEmpty()) {
      warnings.add(
          "Report %s is of an old format and does not tell its data set and scenario."
              .formatted(first.isEmpty() ? "A" : "B"));
      return;
    }
    Set<String> names = new LinkedHashSet<>(first.keySet());
    names.addAll(second.keySet());
    for (String name : names) {
      same(warnings, name, first.getOrDefault(name, "none"), second.getOrDefault(name, "none"));
    }
  }

  private static void same(List<String> warnings, String name, String first, String second) {
    if (!first.equals(second)) {
      warnings.add("The %s differs: A '%s', B '%s'.".formatted(name, first, second));
    }
  }

  private static void problems(List<String> warnings, String letter, SavedReport report) {
    if (!report.problems().isEmpty()) {
      warnings.add("Report %s does not hold: %s".formatted(letter, report.problems().getFirst()));
    }
  }

  /** Which reports A and B are, a line each. */
  public List<String> heads() {
    return List.of(head("A", first), head("B", second));
  }

  private static String head(String letter, Side side) {
    return "%s: %s, scenario %s, %s; %s"
        .formatted(
            letter,
            side.name(),
            side.report().subject().name(),
            side.report().started(),
            side.report().machine().line());
  }

  /** The sides as tables. */
  public List<Table> tables() {
    return sides.stream().map(ComparisonTable::of).toList();
  }

  /** In one sentence, what stands out. */
  public String summary() {
    long better = count(Comparison.Verdict.BETTER);
    long worse = count(Comparison.Verdict.WORSE);
    boolean single =
        sides.stream()
            .flatMap(side -> side.figures().stream())
            .allMatch(
                found ->
                    found.finding() == Comparison.Finding.SINGLE_RUNS
                        || found.finding() == Comparison.Finding.UNKNOWN);
    return single
        ? "With single runs nobody can tell a difference from noise: give 'pairs'."
        : "B is better in %d figures and worse in %d; the others are noise or not told by both."
            .formatted(better, worse);
  }

  private long count(Comparison.Verdict verdict) {
    return sides.stream()
        .flatMap(side -> side.figures().stream())
        .filter(found -> found.verdict() == verdict)
        .count();
  }
}
