package io.tributary.load.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One figure of two groups of runs.
 *
 * @param figure what was measured, with its unit
 * @param first empty when not all of its runs tell it
 * @param second the same of the other group
 */
public record Comparison(
    String figure,
    Better better,
    Optional<Spread> first,
    Optional<Spread> second,
    Finding finding) {

  /** What the difference of the medians is worth. */
  public enum Finding {
    /** Less than the runs of one group differ among themselves. */
    NOISE,
    /** More than that. */
    DIFFERENCE,
    /** One run of each cannot tell. */
    SINGLE_RUNS,
    /** One of them does not tell the figure. */
    UNKNOWN
  }

  /** What a difference means for the second group. */
  public enum Verdict {
    BETTER,
    WORSE,
    /** It is no difference. */
    NONE
  }

  static Comparison of(Figure figure, List<RunResult> first, List<RunResult> second) {
    return of(figure.name(), figure.better(), values(figure, first), values(figure, second));
  }

  /**
   * @param first values of all runs; empty if one does not tell it
   */
  static Comparison of(String figure, Better better, List<Double> first, List<Double> second) {
    Optional<Spread> one = spread(first);
    Optional<Spread> two = spread(second);
    Finding finding;
    if (one.isEmpty() || two.isEmpty()) {
      finding = Finding.UNKNOWN;
    } else if (first.size() < 2 || second.size() < 2) {
      finding = Finding.SINGLE_RUNS;
    } else {
      double apart = Math.abs(one.get().median() - two.get().median());
      boolean within = apart <= Math.max(one.get().width(), two.get().width());
      finding = within ? Finding.NOISE : Finding.DIFFERENCE;
    }
    return new Comparison(figure, better, one, two, finding);
  }

  private static Optional<Spread> spread(List<Double> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
  }

  private static List<Double> values(Figure figure, List<RunResult> runs) {
    List<Double> values = new ArrayList<>();
    for (RunResult run : runs) {
      OptionalDouble value = figure.value().apply(run);
      if (value.isEmpty()) {
        return List.of();
      }
      values.add(value.getAsDouble());
    }
    return values;
  }

  /** The second median by the first; NaN when one is not there, or the first is 0. */
  public double ratio() {
    if (first.isEmpty() || second.isEmpty() || first.get().median() == 0) {
      return Double.NaN;
    }
    return second.get().median() / first.get().median();
  }

  /** The same in hundredths, less a hundred. */
  public double percent() {
    return (ratio() - 1) * 100;
  }

  /** Whether the second group is better or worse. */
  public Verdict verdict() {
    if (finding != Finding.DIFFERENCE) {
      return Verdict.NONE;
    }
    boolean higher = second.orElseThrow().median() > first.orElseThrow().median();
    return higher == (better == Better.HIGHER) ? Verdict.BETTER : Verdict.WORSE;
  }
}
