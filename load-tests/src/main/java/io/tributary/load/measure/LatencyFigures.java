package io.tributary.load.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.AbstractHistogram;

/**
 * How long something took, over all rows or requests of a run.
 *
 * @param name from what to what, such as {@link #PRODUCE_VISIBLE}
 * @param count that were measured, at least 1
 * @param meanMillis NaN where nobody told it
 * @param quantiles empty where only a sum is known
 * @param curve from the fastest to the slowest, at most {@link #MOST_POINTS} points; empty where
 *     only a sum is known
 * @param note how it was measured, as a sentence
 */
public record LatencyFigures(
    String name,
    long count,
    double meanMillis,
    Optional<Quantiles> quantiles,
    List<CurvePoint> curve,
    String note) {
  /** From the time a row was meant to be sent to the first query that sees it. */
  public static final String PRODUCE_VISIBLE = "produce → visible";

  /** From the time a row was meant to be sent to the broker's acknowledgement. */
  public static final String PRODUCE_ACKNOWLEDGED = "produce → acknowledged";

  /** From the arrival of a batch in a gatherer, or its sending, to its verdict. */
  public static final String FRAME_SETTLED = "frame → settled";

  /** Enough for a smooth line from the median to the slowest of a hundred million. */
  public static final int MOST_POINTS = 58;

  private static final int POINTS_PER_DECADE = 7;
  private static final double MICROS_PER_MILLI = 1e3;

  /** Values below which so many hundredths lie, and the highest one. */
  public record Quantiles(
      double p50Millis, double p90Millis, double p99Millis, double p999Millis, double maxMillis) {}

  /**
   * A point of the curve.
   *
   * @param oneIn one of so many takes longer: 1 / (1 - p), so 100 stands for p99
   */
  public record CurvePoint(double oneIn, double millis) {}

  public LatencyFigures {
    if (count < 1 || curve.size() > MOST_POINTS) {
      throw new IllegalArgumentException(
          "latency '%s' has a count of %d and %d points".formatted(name, count, curve.size()));
    }
    curve = List.copyOf(curve);
  }

  /**
   * Figures of a histogram.
   *
   * @param micros values in microseconds; not changed meanwhile
   * @return empty when it has no value
   */
  public static Optional<LatencyFigures> of(String name, AbstractHistogram micros, String note) {
    if (micros.getTotalCount() == 0) {
      return Optional.empty();
    }
    Quantiles quantiles =
        new Quantiles(
            millis(micros, 50),
            millis(micros, 90),
            millis(micros, 99),
            millis(micros, 99.9),
            micros.getMaxValue() / MICROS_PER_MILLI);
    return Optional.of(
        new LatencyFigures(
            name,
            micros.getTotalCount(),
            micros.getMean() / MICROS_PER_MILLI,
            Optional.of(quantiles),
            curve(micros),
            note));
  }

  /** Where only a sum is known. */
  public static LatencyFigures ofMean(String name, long count, double meanMillis, String note) {
    return new LatencyFigures(name, count, meanMillis, Optional.empty(), List.of(), note);
  }

  /** Evenly on the axis on which such curves are drawn: the logarithm of 1 / (1 - p). */
  private static List<CurvePoint> curve(AbstractHistogram micros) {
    double last = micros.getTotalCount();
    List<CurvePoint> points = new ArrayList<>();
    for (int i = 0; points.size() < MOST_POINTS - 1; i++) {
      double oneIn = Math.pow(10, (double) i / POINTS_PER_DECADE);
      if (oneIn >= last) {
        break;
      }
      points.add(new CurvePoint(oneIn, millis(micros, 100 * (1 - 1 / oneIn))));
    }
    points.add(new CurvePoint(last, micros.getMaxValue() / MICROS_PER_MILLI));
    return points;
  }

  private static double millis(AbstractHistogram micros, double percentile) {
    return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
  }
}
