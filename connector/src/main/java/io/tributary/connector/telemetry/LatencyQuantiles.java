package io.tributary.connector.telemetry;

import io.tributary.service.telemetry.Quantiles;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Exact quantiles of times from event to stored, to three digits, up to a day. Read by any thread.
 */
final class LatencyQuantiles implements Quantiles {
  private static final long MAX_MILLIS = 24L * 60 * 60 * 1000;

  private final Histogram millis = new ConcurrentHistogram(MAX_MILLIS, 3);

  /** So many records had this age. */
  void record(long ageMillis, int records) {
    millis.recordValueWithCount(Math.clamp(ageMillis, 0, MAX_MILLIS), records);
  }

  @Override
  public double at(double quantile) {
    return millis.getValueAtPercentile(quantile * 100) / 1000.0;
  }

  @Override
  public long count() {
    return millis.getTotalCount();
  }

  @Override
  public double sum() {
    return millis.getMean() * count() / 1000.0;
  }
}
