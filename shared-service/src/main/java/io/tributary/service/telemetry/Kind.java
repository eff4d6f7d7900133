package io.tributary.service.telemetry;

import java.util.Arrays;
import java.util.List;

/** What a metric's samples look like. */
public sealed interface Kind {

  /** Only grows. */
  Kind COUNTER = new Counter();

  /** Goes up and down. */
  Kind GAUGE = new Gauge();

  /** Only grows. */
  record Counter() implements Kind {}

  /** Goes up and down. */
  record Gauge() implements Kind {}

  /**
   * Counts values in buckets, so that rates and quantiles can be taken over time and over services.
   *
   * @param bounds upper bounds, rising; one bucket more takes what is above
   */
  record Histogram(List<Double> bounds) implements Kind {
    public Histogram {
      bounds = List.copyOf(bounds);
    }

    /** A histogram with these upper bounds. */
    public static Histogram of(double... bounds) {
      return new Histogram(Arrays.stream(bounds).boxed().toList());
    }
  }

  /**
   * Exact quantiles of everything since the service started.
   *
   * @param quantiles such as 0.99
   */
  record Summary(List<Double> quantiles) implements Kind {
    public Summary {
      quantiles = List.copyOf(quantiles);
    }
  }
}
