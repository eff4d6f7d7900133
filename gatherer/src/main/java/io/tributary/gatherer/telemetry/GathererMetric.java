package io.tributary.gatherer.telemetry;

import io.tributary.service.telemetry.Kind;
import io.tributary.service.telemetry.Metric;
import java.util.List;

/** Every metric of a gatherer. */
public enum GathererMetric implements Metric.Entry {
  SESSIONS_OPEN(
      "tributary_gatherer_sessions_open", "sessions", Kind.GAUGE, "Connectors connected now."),
  SESSIONS_OPENED(
      "tributary_gatherer_sessions_opened_total",
      "sessions",
      Kind.COUNTER,
      "Connections accepted from connectors."),
  VIOLATIONS(
      "tributary_gatherer_violations_total",
      "sessions",
      Kind.COUNTER,
      "Sessions closed because what they sent broke the protocol."),
  BATCHES_RECEIVED(
      "tributary_gatherer_batches_received_total",
      "batches",
      Kind.COUNTER,
      "Batches received from connectors.",
      "table"),
  ROWS_RECEIVED(
      "tributary_gatherer_rows_received_total",
      "rows",
      Kind.COUNTER,
      "Rows received from connectors.",
      "table"),
  RECEIVED_BYTES(
      "tributary_gatherer_received_bytes_total",
      "bytes",
      Kind.COUNTER,
      "Payload bytes received from connectors.",
      "table"),
  FLUSHES(
      "tributary_gatherer_flushes_total",
      "flushes",
      Kind.COUNTER,
      "Buffers flushed, by what made them due: rows, bytes, age, memory, credit, suspect or"
          + " shutdown.",
      "reason"),
  INSERTS(
      "tributary_gatherer_inserts_total",
      "inserts",
      Kind.COUNTER,
      "Attempts to insert, by what became of them: stored, refused, table_changed,"
          + " too_many_partitions, setting_denied, not_sent, unavailable or unknown.",
      "table",
      "outcome"),
  RETRIES(
      "tributary_gatherer_retries_total",
      "inserts",
      Kind.COUNTER,
      "Attempts that failed and are made again.",
      "table"),
  TAKEN_APART(
      "tributary_gatherer_taken_apart_total",
      "inserts",
      Kind.COUNTER,
      "Refused inserts that were taken apart to find the guilty rows.",
      "table"),
  UNKNOWN_CODES(
      "tributary_gatherer_unknown_codes_total",
      "inserts",
      Kind.COUNTER,
      "Answers of ClickHouse with an error code that is not in the table of codes; the log names"
          + " it."),
  TABLES_RETRYING(
      "tributary_gatherer_tables_retrying",
      "tables",
      Kind.GAUGE,
      "Tables whose insert has failed and waits for its next attempt, or makes it now."),
  ROWS_INSERTED(
      "tributary_gatherer_rows_inserted_total",
      "rows",
      Kind.COUNTER,
      "Rows that ClickHouse has stored.",
      "table"),
  INSERTED_BYTES(
      "tributary_gatherer_inserted_bytes_total",
      "bytes",
      Kind.COUNTER,
      "Payload bytes that ClickHouse has stored.",
      "table"),
  INSERT_ROWS(
      "tributary_gatherer_insert_rows",
      "rows",
      Kind.Histogram.of(
          1, 10, 100, 1_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000),
      "Rows of each insert that was stored."),
  INSERT_TIME(
      "tributary_gatherer_insert_seconds",
      "seconds",
      Kind.Histogram.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120),
      "Duration of each attempt to insert."),
  VERDICTS(
      "tributary_gatherer_verdicts_total",
      "batches",
      Kind.COUNTER,
      "Batches answered, by verdict: stored, already_stored, refused, deferred or fenced.",
      "verdict"),
  MEMORY_HELD(
      "tributary_gatherer_memory_held_bytes",
      "bytes",
      Kind.GAUGE,
      "Payload bytes received and not settled."),
  PAYLOAD_MEMORY(
      "tributary_gatherer_payload_memory_bytes",
      "bytes",
      Kind.GAUGE,
      "Memory outside of the heap that payloads of connectors take: each is rounded up by at most"
          + " 64 KiB, and what is being written to ClickHouse stays until it is."),
  CREDIT_OUTSTANDING(
      "tributary_gatherer_credit_outstanding_bytes",
      "bytes",
      Kind.GAUGE,
      "Payload bytes that connectors may still send."),
  MEMORY_BOUND(
      "tributary_gatherer_memory_bound_bytes",
      "bytes",
      Kind.GAUGE,
      "The most that held bytes and outstanding credit may add up to (`GATHERER_MEMORY`)."),
  FLUSH_WINDOW(
      "tributary_gatherer_flush_window_seconds",
      "seconds",
      Kind.GAUGE,
      "The longest that a batch waits for others now.",
      "table"),
  TABLE_PARTS(
      "tributary_gatherer_table_parts",
      "parts",
      Kind.GAUGE,
      "Active parts of the table's fullest partition when last counted, and inserts since.",
      "table"),
  TABLE_GUARANTEE(
      "tributary_gatherer_table_guarantee",
      "level",
      Kind.GAUGE,
      "The best guarantee that the table allows: 1 = exactly once, 0 = at least once.",
      "table"),
  TOO_MANY_PARTS(
      "tributary_gatherer_too_many_parts_total",
      "inserts",
      Kind.COUNTER,
      "Inserts that ClickHouse refused for too many parts."),
  FLUSHES_DELAYED(
      "tributary_gatherer_flushes_delayed_total",
      "flushes",
      Kind.COUNTER,
      "Flushes that were due and had to wait, by cause: parts or pace.",
      "cause"),
  INSERTS_WAITING(
      "tributary_gatherer_inserts_waiting",
      "inserts",
      Kind.GAUGE,
      "Inserts that wait because of `MAX_INSERTS_PER_SECOND`."),
  CLAIMS_ANSWERED(
      "tributary_gatherer_claims_answered_total",
      "claims",
      Kind.COUNTER,
      "Claims of partitions for exactly once, by answer: resume, fenced, denied or later.",
      "answer"),
  CLAIMS_WAITING(
      "tributary_gatherer_claims_waiting",
      "claims",
      Kind.GAUGE,
      "Claims that wait for earlier writers, or for what the table holds."),
  LOOK_TIME(
      "tributary_gatherer_look_seconds",
      "seconds",
      Kind.Histogram.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120),
      "Duration of each look at the offsets that a table holds."),
  INSERTS_KILLED(
      "tributary_gatherer_inserts_killed_total",
      "inserts",
      Kind.COUNTER,
      "Attempts to kill inserts of other gatherers that held up claims."),
  AUDIT_ROUNDS(
      "tributary_gatherer_audit_rounds_total",
      "rounds",
      Kind.COUNTER,
      "Rounds of the auditor that have ended, one each `AUDIT_INTERVAL`."),
  AUDIT_FAILURES(
      "tributary_gatherer_audit_failures_total",
      "failures",
      Kind.COUNTER,
      "Reports that could not be stored, and tables that could not be compared."),
  AUDIT_REPORTS_LOST(
      "tributary_gatherer_audit_reports_lost_total",
      "losses",
      Kind.COUNTER,
      "Times that reports were dropped because `AUDIT_BUFFER_RANGES` were waiting."),
  AUDIT_LAST_ROUND(
      "tributary_gatherer_audit_last_round_timestamp_seconds",
      "seconds",
      Kind.GAUGE,
      "When the last round ended, in seconds since 1970; 0 before the first one."),
  AUDIT_MISSING(
      "tributary_gatherer_audit_missing_offsets",
      "offsets",
      Kind.GAUGE,
      "Offsets that were delivered and that neither the table nor its quarantine holds.",
      "table"),
  AUDIT_DUPLICATE(
      "tributary_gatherer_audit_duplicate_offsets",
      "offsets",
      Kind.GAUGE,
      "Offsets that are stored more than once.",
      "table"),
  AUDIT_UNREPORTED(
      "tributary_gatherer_audit_unreported_offsets",
      "offsets",
      Kind.GAUGE,
      "Offsets between reports that are in no report and that nothing holds; Kafka can tell whether"
          + " they ever were records (`tributary audit`).",
      "table"),
  AUDIT_UNCHECKED(
      "tributary_gatherer_audit_unchecked_offsets",
      "offsets",
      Kind.GAUGE,
      "Offsets that rounds have not looked at yet, though a row may be missing among them.",
      "table");

  @SuppressWarnings("ImmutableEnumChecker") // Metric copies its lists.
  private final Metric metric;

  GathererMetric(String name, String unit, Kind kind, String sentence, String... labels) {
    this.metric = new Metric(name, unit, kind, sentence, List.of(labels));
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
