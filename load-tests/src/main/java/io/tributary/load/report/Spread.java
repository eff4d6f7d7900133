package io.tributary.load.report;

import java.util.Arrays;
import java.util.List;

/** The median of some values, and how far they lie apart. */
public record Spread(double median, double min, double max) {

  /** At least one value. */
  public static Spread of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no values have no median");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** Highest less lowest. */
  public double width() {
    return max - min;
  }
}
