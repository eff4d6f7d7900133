package io.tributary.connector.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * The meters of one datasource. Counters are moved per batch or per poll, never per row.
 *
 * <p>Thread: any; the histogram is written on the pipeline's event loop.
 */
public final class PipelineMeters {
  private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999};
  private static final long MAX_LATENCY_MILLIS = 24L * 60 * 60 * 1000;

  private final Counter recordsPolled;
  private final Counter rowsEncoded;
  private final Counter rowsQuarantined;
  private final Counter rowsSettled;
  private final Counter batchesSealed;
  private final Counter batchesSettled;
  private final Counter batchesRefused;
  private final Counter bytesSealed;
  private final Counter commits;
  private final Counter commitFailures;
  private final AtomicLong unsettledBytes = new AtomicLong();
  private final AtomicBoolean paused = new AtomicBoolean();
  private final Histogram eventToStored = new ConcurrentHistogram(MAX_LATENCY_MILLIS, 3);

  public PipelineMeters(MeterRegistry registry, String datasource) {
    recordsPolled = counter(registry, ConnectorMetric.RECORDS_POLLED, datasource);
    rowsEncoded = counter(registry, ConnectorMetric.ROWS_ENCODED, datasource);
    rowsQuarantined = counter(registry, ConnectorMetric.ROWS_QUARANTINED, datasource);
    rowsSettled = counter(registry, ConnectorMetric.ROWS_SETTLED, datasource);
    batchesSealed = counter(registry, ConnectorMetric.BATCHES_SEALED, datasource);
    batchesSettled = counter(registry, ConnectorMetric.BATCHES_SETTLED, datasource);
    batchesRefused = counter(registry, ConnectorMetric.BATCHES_REFUSED, datasource);
    bytesSealed = counter(registry, ConnectorMetric.BYTES_SEALED, datasource);
    commits = counter(registry, ConnectorMetric.COMMITS, datasource);
    commitFailures = counter(registry, ConnectorMetric.COMMIT_FAILURES, datasource);
    gauge(registry, ConnectorMetric.UNSETTLED, datasource, () -> unsettledBytes.get());
    gauge(registry, ConnectorMetric.PAUSED, datasource, () -> paused.get() ? 1 : 0);
    for (double quantile : QUANTILES) {
      Gauge.builder(
              ConnectorMetric.EVENT_TO_STORED.id,
              () -> eventToStored.getValueAtPercentile(quantile * 100) / 1000.0)
          .description(ConnectorMetric.EVENT_TO_STORED.sentence)
          .baseUnit(ConnectorMetric.EVENT_TO_STORED.unit)
          .tag("datasource", datasource)
          .tag("quantile", Double.toString(quantile))
          .register(registry);
    }
  }

  private static Counter counter(
      MeterRegistry registry, ConnectorMetric metric, String datasource) {
    return Counter.builder(metric.id)
        .description(metric.sentence)
        .baseUnit(metric.unit)
        .tag("datasource", datasource)
        .register(registry);
  }

  private static void gauge(
      MeterRegistry registry, ConnectorMetric metric, String datasource, Supplier<Number> value) {
    Gauge.builder(metric.id, value)
        .description(metric.sentence)
        .baseUnit(metric.unit)
        .tag("datasource", datasource)
        .register(registry);
  }

  /** Records came from Kafka. */
  public void polled(int records) {
    recordsPolled.increment(records);
  }

  /** A batch of good rows, or of quarantined ones, was made. */
  public void sealed(BatchKind kind, int rows, int bytes) {
    batchesSealed.increment();
    bytesSealed.increment(bytes);
    switch (kind) {
      case ROWS -> rowsEncoded.increment(rows);
      case QUARANTINE -> rowsQuarantined.increment(rows);
    }
  }

  /** ClickHouse refused a batch, which is taken apart. */
  public void refused() {
    batchesRefused.increment();
  }

  /** What a batch carries. */
  public enum BatchKind {
    ROWS,
    QUARANTINE
  }

  /** A batch is durable. */
  public void settled(int rows) {
    batchesSettled.increment();
    rowsSettled.increment(rows);
  }

  /** So many records of one age, in milliseconds, are durable now. */
  public void stored(long ageMillis, int records) {
    eventToStored.recordValueWithCount(Math.clamp(ageMillis, 0, MAX_LATENCY_MILLIS), records);
  }

  /** A commit succeeded. */
  public void commitSucceeded() {
    commits.increment();
  }

  /** A commit failed; its offsets go with a later one. */
  public void commitFailed() {
    commitFailures.increment();
  }

  /** Payload bytes without a verdict. */
  public void unsettled(long bytes) {
    unsettledBytes.set(bytes);
  }

  /** The partitions were paused. */
  public void paused() {
    paused.set(true);
  }

  /** The partitions were resumed. */
  public void resumed() {
    paused.set(false);
  }
}
