package io.tributary.gatherer.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tributary.gatherer.insert.InsertOutcome;
import io.tributary.gatherer.insert.Outcomes;
import io.tributary.gatherer.table.FlushReason;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** The meters of one gatherer. Any thread. */
public final class GathererMeters {

  private final MeterRegistry registry;
  private final Counter rowsReceived;
  private final Counter bytesReceived;
  private final Counter batchesReceived;
  private final Counter inserts;
  private final Counter rowsInserted;
  private final Counter retries;
  private final Counter takenApart;
  private final Counter violations;
  private final Timer insertTime;
  private final Map<FlushReason, Counter> flushes = new EnumMap<>(FlushReason.class);
  private final AtomicInteger sessions = new AtomicInteger();

  public GathererMeters(MeterRegistry registry) {
    this.registry = registry;
    rowsReceived = counter(GathererMetric.ROWS_RECEIVED);
    bytesReceived = counter(GathererMetric.BYTES_RECEIVED);
    batchesReceived = counter(GathererMetric.BATCHES_RECEIVED);
    inserts = counter(GathererMetric.INSERTS);
    rowsInserted = counter(GathererMetric.ROWS_INSERTED);
    retries = counter(GathererMetric.RETRIES);
    takenApart = counter(GathererMetric.TAKEN_APART);
    violations = counter(GathererMetric.VIOLATIONS);
    insertTime =
        Timer.builder(GathererMetric.INSERT_TIME.meterName())
            .description(GathererMetric.INSERT_TIME.sentence())
            .register(registry);
    for (FlushReason reason : FlushReason.values()) {
      flushes.put(reason, counter(GathererMetric.FLUSHES, "reason", reason.name()));
    }
    gauge(GathererMetric.SESSIONS_OPEN, sessions::get);
  }

  /** Publishes the memory of the gatherer. */
  public void watchMemory(LongSupplier held, LongSupplier outstanding, long bound) {
    gauge(GathererMetric.MEMORY_HELD, held);
    gauge(GathererMetric.CREDIT_OUTSTANDING, outstanding);
    gauge(GathererMetric.MEMORY_BOUND, () -> bound);
  }

  /** A batch came in. */
  public void received(int rows, int bytes) {
    batchesReceived.increment();
    rowsReceived.increment(rows);
    bytesReceived.increment(bytes);
  }

  /** A buffer was flushed. */
  public void flushed(FlushReason reason) {
    Counter counter = flushes.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }

  /** An attempt to insert has ended. */
  public void attempted(InsertOutcome outcome, long rows, Duration took) {
    inserts.increment();
    insertTime.record(took);
    counter(GathererMetric.OUTCOMES, "outcome", outcome.getClass().getSimpleName()).increment();
    if (Outcomes.unheardOf(outcome.code())) {
      String code = Integer.toString(outcome.code());
      counter(GathererMetric.UNKNOWN_CODES, "code", code).increment();
    }
    if (outcome instanceof InsertOutcome.Stored) {
      rowsInserted.increment((double) rows);
    }
  }

  /** An insert waits for its next attempt. */
  public void retried() {
    retries.increment();
  }

  /** A refused insert is taken apart. */
  public void takenApart() {
    takenApart.increment();
  }

  /** A session has opened; returns how many are open now. */
  public int sessionOpened() {
    return sessions.incrementAndGet();
  }

  /** A session is gone. */
  public void sessionClosed() {
    sessions.decrementAndGet();
  }

  /** A session broke the protocol. */
  public void violated() {
    violations.increment();
  }

  private Counter counter(GathererMetric metric, String... label) {
    Counter.Builder builder = Counter.builder(metric.meterName()).description(metric.sentence());
    return label.length == 0
        ? builder.register(registry)
        : builder.tag(label[0], label[1].toLowerCase(Locale.ROOT)).register(registry);
  }

  private void gauge(GathererMetric metric, LongSupplier value) {
    Gauge.builder(metric.meterName(), value::getAsLong)
        .description(metric.sentence())
        .register(registry);
  }
}
