package io.tributary.load.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Figures of two groups of runs.
 *
 * @param first what people call the first group
 * @param second what people call the other
 */
public record SideBySide(String first, String second, List<Comparison> figures) {
  public SideBySide {
    figures = List.copyOf(figures);
  }

  /** All figures that one of the groups tells. */
  public static SideBySide of(
      String first, List<RunResult> firstRuns, String second, List<RunResult> secondRuns) {
    List<RunResult> both = new ArrayList<>(firstRuns);
    both.addAll(secondRuns);
    return new SideBySide(
        first,
        second,
        Figures.of(both).stream()
            .map(figure -> Comparison.of(figure, firstRuns, secondRuns))
            .toList());
  }

  /** Only those that both groups tell. */
  SideBySide common() {
    return new SideBySide(
        first,
        second,
        figures.stream().filter(figure -> figure.finding() != Comparison.Finding.UNKNOWN).toList());
  }

  /** The same with another figure at the end. */
  SideBySide with(Comparison figure) {
    List<Comparison> more = new ArrayList<>(figures);
    more.add(figure);
    return new SideBySide(first, second, more);
  }
}
