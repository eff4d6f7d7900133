package io.tributary.connector.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.Verdict;
import io.tributary.service.telemetry.Histogram;
import io.tributary.service.telemetry.Meters;
import io.tributary.service.telemetry.VerdictCounters;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The meters of one datasource, and what they say about its readiness. Moved per batch or per poll,
 * never per row.
 *
 * <p>Thread: any.
 */
public final class PipelineMeters {
  private final Counter recordsPolled;
  private final Counter pollFailures;
  private final Counter rowsEncoded;
  private final Counter rowsQuarantined;
  private final Counter rowsSettled;
  private final Counter batchesSealed;
  private final Counter batchesRefused;
  private final Counter sealedBytes;
  private final VerdictCounters verdicts;
  private final Counter sessionsOpened;
  private final Counter commits;
  private final Counter commitFailures;
  private final AtomicLong unsettledBytes = new AtomicLong();
  private final AtomicLong creditBytes = new AtomicLong();
  private final AtomicBoolean connected = new AtomicBoolean();
  private final AtomicBoolean paused = new AtomicBoolean();
  private final AtomicBoolean exactlyOnce = new AtomicBoolean();
  private final AtomicInteger partitionsHeld = new AtomicInteger();
  private final Counter offsetsHeld;
  private final AtomicInteger ignoredFields = new AtomicInteger();
  private final AtomicInteger awaitedSchemas = new AtomicInteger();
  private final Histogram latency;
  private final Histogram settling;
  private final LatencyQuantiles eventToStored = new LatencyQuantiles();
  private final PipelineHealth health;
  private final LagMeters lag;

  /**
   * @param unsettledBoundBytes at which the partitions are paused
   */
  public PipelineMeters(Meters meters, String datasource, long unsettledBoundBytes) {
    recordsPolled = meters.counter(ConnectorMetric.RECORDS_POLLED, datasource);
    pollFailures = meters.counter(ConnectorMetric.POLL_FAILURES, datasource);
    rowsEncoded = meters.counter(ConnectorMetric.ROWS_ENCODED, datasource);
    rowsQuarantined = meters.counter(ConnectorMetric.ROWS_QUARANTINED, datasource);
    rowsSettled = meters.counter(ConnectorMetric.ROWS_SETTLED, datasource);
    batchesSealed = meters.counter(ConnectorMetric.BATCHES_SEALED, datasource);
    batchesRefused = meters.counter(ConnectorMetric.BATCHES_REFUSED, datasource);
    sealedBytes = meters.counter(ConnectorMetric.SEALED_BYTES, datasource);
    verdicts = new VerdictCounters(meters, ConnectorMetric.VERDICTS, datasource);
    sessionsOpened = meters.counter(ConnectorMetric.SESSIONS_OPENED, datasource);
    commits = meters.counter(ConnectorMetric.COMMITS, datasource);
    commitFailures = meters.counter(ConnectorMetric.COMMIT_FAILURES, datasource);
    offsetsHeld = meters.counter(ConnectorMetric.OFFSETS_SKIPPED, datasource);
    latency = meters.histogram(ConnectorMetric.LATENCY, datasource);
    settling = meters.histogram(ConnectorMetric.SETTLING, datasource);
    meters.summary(ConnectorMetric.EVENT_TO_STORED, eventToStored, datasource);
    gauge(meters, ConnectorMetric.CONNECTED, () -> connected.get() ? 1 : 0, datasource);
    gauge(meters, ConnectorMetric.CREDIT, creditBytes::get, datasource);
    gauge(meters, ConnectorMetric.UNSETTLED, unsettledBytes::get, datasource);
    gauge(meters, ConnectorMetric.UNSETTLED_BOUND, () -> unsettledBoundBytes, datasource);
    gauge(meters, ConnectorMetric.PAUSED, () -> paused.get() ? 1 : 0, datasource);
    gauge(meters, ConnectorMetric.IGNORED_FIELDS, ignoredFields::get, datasource);
    gauge(meters, ConnectorMetric.AWAITED_SCHEMAS, awaitedSchemas::get, datasource);
    gauge(meters, ConnectorMetric.EXACTLY_ONCE, () -> exactlyOnce.get() ? 1 : 0, datasource);
    gauge(meters, ConnectorMetric.PARTITIONS_HELD, partitionsHeld::get, datasource);
    health = new PipelineHealth(datasource);
    lag = new LagMeters(meters, datasource, health);
  }

  private static void gauge(
      Meters meters, ConnectorMetric metric, DoubleSupplier value, String datasource) {
    Gauge unused = meters.gauge(metric, value, datasource);
  }

  /** What the source knows of the topic's end. */
  public LagMeters lag() {
    return lag;
  }

  /** The pipeline takes records. */
  public void started() {
    health.started();
  }

  /** The pipeline ends. */
  public void stopping() {
    health.stopping();
  }

  /** Why rows do not flow, one line each; empty when nothing keeps them from it. */
  public List<String> notReady() {
    return health.reasons(System.nanoTime());
  }

  /** Records came from Kafka. */
  public void polled(int records) {
    recordsPolled.increment(records);
  }

  /** A poll failed and is made again. */
  public void pollFailed() {
    pollFailures.increment();
  }

  /**
   * Records wait for so many schemas.
   *
   * @param why they are not there; asked when somebody wants to know
   */
  public void awaitsSchemas(int schemas, Supplier<String> why) {
    awaitedSchemas.set(schemas);
    if (schemas > 0) {
      health.awaitsSchemas(why, System.nanoTime());
    } else {
      health.hasSchemas();
    }
  }

  /** So many different fields of schemas have no column. */
  public void ignoredFields(int fields) {
    ignoredFields.set(fields);
  }

  /** A batch was made. */
  public void sealed(BatchKind kind, int rows, int bytes) {
    batchesSealed.increment();
    sealedBytes.increment(bytes);
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

  /** A batch was answered. */
  public void answered(Verdict verdict) {
    verdicts.count(verdict, 1);
  }

  /** A batch had its final verdict so long after it was sent. */
  public void settledWithin(long nanos) {
    settling.record(Math.max(0, nanos) / 1e9);
  }

  /** A batch is durable. */
  public void settled(int rows) {
    rowsSettled.increment(rows);
  }

  /** So many records of one age, in milliseconds, are durable now. */
  public void stored(long ageMillis, int records) {
    latency.record(Math.max(0, ageMillis) / 1000.0, records);
    eventToStored.record(ageMillis, records);
  }

  /** A commit succeeded. */
  public void commitSucceeded() {
    commits.increment();
  }

  /** A commit failed; its offsets go with a later one. */
  public void commitFailed() {
    commitFailures.increment();
  }

  /** A gatherer has welcomed the datasource. */
  public void welcomed() {
    sessionsOpened.increment();
  }

  /** This guarantee is in force. */
  public void guaranteed(Guarantee guarantee) {
    exactlyOnce.set(guarantee == Guarantee.EXACTLY_ONCE);
  }

  /** Why another consumer group has the partitions, one line; empty when none has. */
  public void denied(String line) {
    health.denied(line);
  }

  /** So many claims hold. */
  public void held(int partitions) {
    partitionsHeld.set(partitions);
  }

  /** So many offsets of a claimed partition are in the table already. */
  public void offsetsHeld(long offsets) {
    offsetsHeld.increment((double) offsets);
  }

  /** There is a session, with so many bytes of credit that are not used. */
  public void connected(long unusedCreditBytes) {
    creditBytes.set(unusedCreditBytes);
    connected.set(true);
    health.connected();
  }

  /** There is no session. */
  public void disconnected() {
    creditBytes.set(0);
    connected.set(false);
    health.disconnected(System.nanoTime());
  }

  /** Payload bytes without a verdict. */
  public void unsettled(long bytes) {
    unsettledBytes.set(bytes);
  }

  /** The partitions were paused. */
  public void paused() {
    paused.set(true);
    health.paused(System.nanoTime());
  }

  /** The partitions were resumed. */
  public void resumed() {
    paused.set(false);
    health.resumed();
  }
}
