package io.tributary.load.gate;

import io.tributary.load.report.Better;
import java.util.Locale;

/**
 * How much worse a ratio may be than the reference's.
 *
 * @param percent of the reference's median; above 0 and below 100
 */
public record Tolerance(double percent) {
  /** What decimal fractions lack in binary must not fail a ratio that is just within. */
  private static final double ROUNDING = 1e-9;

  public Tolerance {
    if (!(percent > 0 && percent < 100)) {
      throw new IllegalArgumentException(
          "the tolerance is a percentage between 0 and 100, not " + percent);
    }
  }

  /** How much a median differs from the reference's, in percent of that. */
  static double change(Ratio reference, Ratio now) {
    return (now.spread().median() / reference.spread().median() - 1) * 100;
  }

  boolean isWorse(Ratio reference, Ratio now) {
    return loss(reference, now) > percent + ROUNDING;
  }

  boolean isBetter(Ratio reference, Ratio now) {
    return -loss(reference, now) > percent + ROUNDING;
  }

  /** Whether pairs of one ratio differ by more, or lie on both sides of its bound. */
  boolean isNoisy(Ratio ratio) {
    return ratio.rule() instanceof Rule.AtMost bound
        ? ratio.spread().min() <= bound.most() && ratio.spread().max() > bound.most()
        : apart(ratio) > percent + ROUNDING;
  }

  /** How far the pairs of a ratio lie apart, in percent of their median. */
  static double apart(Ratio ratio) {
    return ratio.spread().width() / ratio.spread().median() * 100;
  }

  private static double loss(Ratio reference, Ratio now) {
    double change = change(reference, now);
    return reference.better() == Better.HIGHER ? -change : change;
  }

  /** What counts for a ratio: its own, or this; this for one with a bound, which has none. */
  Tolerance of(Ratio ratio) {
    return ratio.rule() instanceof Rule.Own own ? own.tolerance() : this;
  }

  /** Such as {@code 15 %}. */
  String text() {
    return (percent == Math.rint(percent) ? String.format(Locale.ROOT, "%.0f", percent) : percent)
        + " %";
  }
}
