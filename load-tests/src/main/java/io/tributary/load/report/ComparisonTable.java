package io.tributary.load.report;

import java.util.List;
import java.util.Locale;

/** Two groups of runs as a table: figure, medians with spread, difference, finding. */
public final class ComparisonTable {
  private static final String NOISE =
      "Median (min–max). Noise: the medians differ by no more than the runs of one group do (max −"
          + " min).";

  private ComparisonTable() {}

  /** The table, with the names of both as its title. */
  public static Table of(SideBySide sides) {
    return new Table(
        "%s against %s".formatted(sides.first(), sides.second()),
        List.of(
            Table.left("figure"),
            Table.right(sides.first()),
            Table.right(sides.second()),
            Table.right("difference"),
            Table.left("finding")),
        sides.figures().stream().map(ComparisonTable::row).toList(),
        List.of(NOISE + " Better and worse are said of " + sides.second() + "."),
        sides.figures().stream().map(Comparison::verdict).toList());
  }

  private static List<String> row(Comparison found) {
    return List.of(
        found.figure(),
        Texts.spread(found.first()),
        Texts.spread(found.second()),
        Double.isFinite(found.percent())
            ? String.format(Locale.ROOT, "%+.1f %%", found.percent())
            : Table.NOT_MEASURED,
        finding(found));
  }

  private static String finding(Comparison found) {
    return switch (found.finding()) {
      case NOISE -> "noise";
      case DIFFERENCE ->
          found.verdict() == Comparison.Verdict.BETTER ? "differs, better" : "differs, worse";
      case SINGLE_RUNS -> "single runs, no spread known";
      case UNKNOWN -> Table.NOT_MEASURED;
    };
  }
}
