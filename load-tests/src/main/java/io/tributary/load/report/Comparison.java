package io.tributary.load.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One figure of two variants that ran in turn.
 *
 * @param figure what was measured, with its unit
 */
public record Comparison(String figure, Spread first, Spread second, Finding finding) {

  /** What the difference of the medians is worth. */
  public enum Finding {
    /** Less than the runs of one variant differ among themselves. */
    NOISE,
    /** More than that. */
    DIFFERENCE,
    /** One run of each cannot tell. */
    SINGLE_RUNS
  }

  static Comparison of(
      String figure,
      List<RunResult> first,
      List<RunResult> second,
      ToDoubleFunction<RunResult> value) {
    return of(figure, values(first, value), values(second, value));
  }

  static Comparison of(String figure, List<Double> first, List<Double> second) {
    Spread one = Spread.of(first);
    Spread two = Spread.of(second);
    Finding finding =
        first.size() < 2 || second.size() < 2
            ? Finding.SINGLE_RUNS
            : Math.abs(one.median() - two.median()) <= Math.max(one.width(), two.width())
                ? Finding.NOISE
                : Finding.DIFFERENCE;
    return new Comparison(figure, one, two, finding);
  }

  private static List<Double> values(List<RunResult> runs, ToDoubleFunction<RunResult> value) {
    return runs.stream().map(value::applyAsDouble).toList();
  }

  /** The second median in hundredths of the first, less a hundred; NaN when the first is 0. */
  public double percent() {
    return first.median() == 0 ? Double.NaN : (second.median() / first.median() - 1) * 100;
  }
}
