package io.tributary.gatherer.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.tributary.gatherer.insert.Insert;
import io.tributary.gatherer.insert.InsertOutcome;
import io.tributary.gatherer.insert.Outcomes;
import io.tributary.gatherer.table.FlushReason;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.Verdict;
import io.tributary.service.telemetry.Histogram;
import io.tributary.service.telemetry.Meters;
import io.tributary.service.telemetry.VerdictCounters;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** The meters of one gatherer, and what they say about its readiness. Any thread. */
public final class GathererMeters {

  private final Meters meters;
  private final Counter violations;
  private final Counter unknownCodes;
  private final Counter tooManyParts;
  private final Counter sessionsOpened;
  private final Histogram insertRows;
  private final Histogram insertTime;
  private final VerdictCounters verdicts;
  private final ClaimMeters claims;
  private final AuditMeters audit;
  private final Map<FlushReason, Counter> flushes = new EnumMap<>(FlushReason.class);
  private final Map<DelayCause, Counter> delayed = new EnumMap<>(DelayCause.class);
  private final AtomicInteger sessions = new AtomicInteger();
  private final ClickHouseHealth clickHouse = new ClickHouseHealth(System.nanoTime());

  /** As many as there are lanes: one for each table that a session was ever given. */
  private final Map<String, TableMeters> tables = new ConcurrentHashMap<>();

  private final Map<String, AtomicInteger> guarantees = new ConcurrentHashMap<>();

  public GathererMeters(Meters meters) {
    this.meters = meters;
    tooManyParts = meters.counter(GathererMetric.TOO_MANY_PARTS);
    unknownCodes = meters.counter(GathererMetric.UNKNOWN_CODES);
    violations = meters.counter(GathererMetric.VIOLATIONS);
    sessionsOpened = meters.counter(GathererMetric.SESSIONS_OPENED);
    insertRows = meters.histogram(GathererMetric.INSERT_ROWS);
    insertTime = meters.histogram(GathererMetric.INSERT_TIME);
    verdicts = new VerdictCounters(meters, GathererMetric.VERDICTS);
    claims = new ClaimMeters(meters);
    audit = new AuditMeters(meters);
    for (FlushReason reason : FlushReason.values()) {
      flushes.put(
          reason, meters.counter(GathererMetric.FLUSHES, reason.name().toLowerCase(Locale.ROOT)));
    }
    for (DelayCause cause : DelayCause.values()) {
      delayed.put(
          cause,
          meters.counter(GathererMetric.FLUSHES_DELAYED, cause.name().toLowerCase(Locale.ROOT)));
    }
    gauge(GathererMetric.SESSIONS_OPEN, sessions::get);
    gauge(GathererMetric.TABLES_RETRYING, clickHouse::tablesRetrying);
  }

  /** Publishes the memory of the gatherer. */
  public void watchMemory(LongSupplier held, LongSupplier outstanding, long bound) {
    gauge(GathererMetric.MEMORY_HELD, held);
    gauge(GathererMetric.CREDIT_OUTSTANDING, outstanding);
    gauge(GathererMetric.MEMORY_BOUND, () -> bound);
  }

  /** Publishes the memory that payloads take. */
  public void watchPayloads(LongSupplier used) {
    gauge(GathererMetric.PAYLOAD_MEMORY, used);
  }

  /** Publishes how many tables wait for their turn to insert. */
  public void watchPace(LongSupplier waiting) {
    gauge(GathererMetric.INSERTS_WAITING, waiting);
  }

  /** Publishes the flush window and the parts of a table, and what audits find in it. */
  public void watchTable(String table, LongSupplier windowNanos, LongSupplier parts) {
    audit.watch(table);
    Gauge unusedWindow =
        meters.gauge(GathererMetric.FLUSH_WINDOW, () -> windowNanos.getAsLong() / 1e9, table);
    Gauge unusedParts = meters.gauge(GathererMetric.TABLE_PARTS, parts::getAsLong, table);
  }

  /** Which guarantee a table allows, as it was found when it was described last. */
  public void guaranteed(String table, Guarantee best) {
    guarantees
        .computeIfAbsent(
            table,
            name -> {
              AtomicInteger value = new AtomicInteger();
              Gauge unused = meters.gauge(GathererMetric.TABLE_GUARANTEE, value::get, name);
              return value;
            })
        .set(best == Guarantee.EXACTLY_ONCE ? 1 : 0);
  }

  /** What a flush that is due waits for. */
  public enum DelayCause {
    /** Merges of the table have to catch up. */
    PARTS,
    /** The bound on inserts per second over all tables. */
    PACE
  }

  /** A flush comes later than its buffer was due, because of {@code cause}. */
  public void delayed(DelayCause cause) {
    Counter counter = delayed.get(cause);
    if (counter != null) {
      counter.increment();
    }
  }

  /** ClickHouse has refused an insert for too many parts. */
  public void tooManyParts() {
    tooManyParts.increment();
  }

  /** A batch for this table came in. */
  public void received(String table, int rows, int bytes) {
    of(table).received(rows, bytes);
  }

  /** A buffer was flushed. */
  public void flushed(FlushReason reason) {
    Counter counter = flushes.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }

  /** An attempt to insert has ended. */
  public void attempted(String table, Insert insert, InsertOutcome outcome, Duration took) {
    of(table).attempted(outcome, insert);
    if (Outcomes.unheardOf(outcome.code())) {
      unknownCodes.increment();
    }
    insertTime.record(took.toNanos() / 1e9);
    if (outcome instanceof InsertOutcome.Stored) {
      insertRows.record((double) insert.rows());
    }
    clickHouse.attempted(table, outcome, System.nanoTime());
  }

  /** A refused insert is taken apart. */
  public void takenApart(String table) {
    of(table).takenApart();
  }

  /** An insert waits for its next attempt. */
  public void retried(String table) {
    of(table).retried();
  }

  /** No insert of the table waits for another attempt. */
  public void settled(String table) {
    clickHouse.settled(table);
  }

  /** So many batches were answered. */
  public void answered(Verdict verdict, int batches) {
    verdicts.count(verdict, batches);
  }

  /** The meters of claims. */
  public ClaimMeters claims() {
    return claims;
  }

  /** The meters of the auditor. */
  public AuditMeters audit() {
    return audit;
  }

  /** A session has opened; returns how many are open now. */
  public int sessionOpened() {
    sessionsOpened.increment();
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

  /** ClickHouse has answered a question. */
  public void clickHouseHeard() {
    clickHouse.heard();
  }

  /** ClickHouse has not answered a question; one line says why. */
  public void clickHouseUnheard(String message) {
    clickHouse.unheard(message, System.nanoTime());
  }

  /** Why rows cannot be stored now, one line each; empty when they can. */
  public List<String> notReady() {
    return clickHouse.reasons(System.nanoTime());
  }

  private TableMeters of(String table) {
    return tables.computeIfAbsent(table, name -> new TableMeters(meters, name));
  }

  private void gauge(GathererMetric metric, LongSupplier value) {
    Gauge unused = meters.gauge(metric, value::getAsLong);
  }
}
