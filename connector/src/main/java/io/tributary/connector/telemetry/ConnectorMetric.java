package io.tributary.connector.telemetry;

import io.tributary.service.telemetry.Kind;
import io.tributary.service.telemetry.Metric;
import java.util.ArrayList;
import java.util.List;

/** Every metric of a connector. The first label of each is {@code datasource}. */
public enum ConnectorMetric implements Metric.Entry {
  RECORDS_POLLED(
      "tributary_connector_records_polled_total",
      "records",
      Kind.COUNTER,
      "Records taken from Kafka."),
  POLL_FAILURES(
      "tributary_connector_poll_failures_total",
      "polls",
      Kind.COUNTER,
      "Polls that failed and are made again."),
  PARTITIONS(
      "tributary_connector_partitions",
      "partitions",
      Kind.GAUGE,
      "Partitions assigned to this connector."),
  LAG(
      "tributary_connector_lag_records",
      "records",
      Kind.GAUGE,
      "Records at the end of an assigned partition that are not settled; looked at every 5 s.",
      "partition"),
  ROWS_ENCODED(
      "tributary_connector_rows_encoded_total", "rows", Kind.COUNTER, "Records encoded as rows."),
  ROWS_QUARANTINED(
      "tributary_connector_rows_quarantined_total",
      "rows",
      Kind.COUNTER,
      "Records sent to the quarantine table."),
  IGNORED_FIELDS(
      "tributary_connector_ignored_fields",
      "fields",
      Kind.GAUGE,
      "Different fields of schemas that no column takes, since the start."),
  AWAITED_SCHEMAS(
      "tributary_connector_awaited_schemas",
      "schemas",
      Kind.GAUGE,
      "Schemas that records wait for; above 0 for long means that the registry does not answer."),
  ROWS_SETTLED(
      "tributary_connector_rows_settled_total", "rows", Kind.COUNTER, "Rows known to be durable."),
  BATCHES_SEALED(
      "tributary_connector_batches_sealed_total",
      "batches",
      Kind.COUNTER,
      "Batches made for the gatherer."),
  BATCHES_REFUSED(
      "tributary_connector_batches_refused_total",
      "batches",
      Kind.COUNTER,
      "Batches that ClickHouse refused as a whole and that were taken apart."),
  SEALED_BYTES(
      "tributary_connector_sealed_bytes_total",
      "bytes",
      Kind.COUNTER,
      "Payload bytes of the batches made."),
  VERDICTS(
      "tributary_connector_verdicts_total",
      "batches",
      Kind.COUNTER,
      "Batches answered, by verdict: stored, already_stored, refused, deferred or fenced.",
      "verdict"),
  CONNECTED(
      "tributary_connector_connected",
      "",
      Kind.GAUGE,
      "1 while there is a session with a gatherer, else 0."),
  EXACTLY_ONCE(
      "tributary_connector_exactly_once",
      "",
      Kind.GAUGE,
      "1 while rows are stored exactly once, 0 while at least once."),
  PARTITIONS_HELD(
      "tributary_connector_partitions_held",
      "partitions",
      Kind.GAUGE,
      "Assigned partitions whose claim holds; the others wait for the writers before."),
  OFFSETS_SKIPPED(
      "tributary_connector_offsets_held_total",
      "offsets",
      Kind.COUNTER,
      "Offsets that the table held already when a partition was claimed."),
  SESSIONS_OPENED(
      "tributary_connector_sessions_opened_total",
      "sessions",
      Kind.COUNTER,
      "Sessions that a gatherer has welcomed."),
  CREDIT(
      "tributary_connector_credit_bytes",
      "bytes",
      Kind.GAUGE,
      "Payload bytes that the gatherer has granted and that are not used."),
  UNSETTLED(
      "tributary_connector_unsettled_bytes",
      "bytes",
      Kind.GAUGE,
      "Payload bytes without a verdict, sent or waiting."),
  UNSETTLED_BOUND(
      "tributary_connector_unsettled_bound_bytes",
      "bytes",
      Kind.GAUGE,
      "Unsettled bytes at which the partitions are paused (`UNSETTLED_BYTES`)."),
  PAUSED(
      "tributary_connector_paused", "", Kind.GAUGE, "1 while the partitions are paused, else 0."),
  COMMITS(
      "tributary_connector_commits_total",
      "commits",
      Kind.COUNTER,
      "Offset commits that succeeded."),
  COMMIT_FAILURES(
      "tributary_connector_commit_failures_total",
      "commits",
      Kind.COUNTER,
      "Offset commits that failed; their offsets go with the next one."),
  LATENCY(
      "tributary_connector_latency_seconds",
      "seconds",
      Kind.Histogram.of(
          0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30, 60, 300, 1_800, 3_600),
      "Time from a record's timestamp to the verdict that it is durable."),
  SETTLING(
      "tributary_connector_settle_seconds",
      "seconds",
      Kind.Histogram.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30),
      "Time from the sending of a batch to the gatherer's final verdict on it; of one that was"
          + " deferred, from its last sending."),
  EVENT_TO_STORED(
      "tributary_connector_event_to_stored_seconds",
      "seconds",
      new Kind.Summary(List.of(0.5, 0.9, 0.99, 0.999)),
      "Exact quantiles of the latency of all records since the start.");

  @SuppressWarnings("ImmutableEnumChecker") // Metric copies its lists.
  private final Metric metric;

  ConnectorMetric(String name, String unit, Kind kind, String sentence, String... labels) {
    List<String> all = new ArrayList<>(List.of("datasource"));
    all.addAll(List.of(labels));
    this.metric = new Metric(name, unit, kind, sentence, all);
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
