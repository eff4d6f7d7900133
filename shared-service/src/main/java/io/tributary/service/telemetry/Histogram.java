package io.tributary.service.telemetry;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts values in fixed buckets. Unlike the histograms of Micrometer it takes many equal values at
 * once, so that the records of a batch are not counted one by one.
 *
 * <p>Thread: any; recording neither locks nor allocates.
 */
public final class Histogram {
  private final double[] bounds;
  private final LongAdder[] counts;
  private final DoubleAdder sum = new DoubleAdder();
  private final Labels labels;

  Histogram(List<Double> bounds, Labels labels) {
    this.bounds = new double[bounds.size() + 1];
    for (int i = 0; i < bounds.size(); i++) {
      this.bounds[i] = bounds.get(i);
    }
    this.bounds[bounds.size()] = Double.POSITIVE_INFINITY;
    this.counts = new LongAdder[this.bounds.length];
    Arrays.setAll(counts, bucket -> new LongAdder());
    this.labels = labels;
  }

  /** Counts one value. */
  public void record(double value) {
    record(value, 1);
  }

  /**
   * Counts a value so many times.
   *
   * @param value 0 or more
   */
  public void record(double value, long times) {
    int found = Arrays.binarySearch(bounds, value);
    counts[found < 0 ? -found - 1 : found].add(times);
    sum.add(value * (double) times);
  }

  /** What was counted so far. */
  HistogramDataPointSnapshot read() {
    long[] now = Arrays.stream(counts).mapToLong(LongAdder::sum).toArray();
    return HistogramDataPointSnapshot.builder()
        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, now))
        .sum(sum.sum())
        .labels(labels)
        .build();
  }
}
