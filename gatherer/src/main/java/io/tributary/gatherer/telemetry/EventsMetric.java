package io.tributary.gatherer.telemetry;

import io.tributary.service.telemetry.Kind;
import io.tributary.service.telemetry.Metric;
import java.util.List;

/** Every metric of a gatherer that takes rows over HTTP. */
public enum EventsMetric implements Metric.Entry {
  HTTP_REQUESTS(
      "tributary_gatherer_http_requests_total",
      "requests",
      Kind.COUNTER,
      "Answers of the Events API, by status.",
      "status"),
  HTTP_BYTES(
      "tributary_gatherer_http_received_bytes_total",
      "bytes",
      Kind.COUNTER,
      "Bytes of bodies that were received over HTTP, as they were sent."),
  HTTP_ROWS(
      "tributary_gatherer_http_rows_total",
      "rows",
      Kind.COUNTER,
      "Rows that were accepted over HTTP for their tables."),
  HTTP_BAD_ROWS(
      "tributary_gatherer_http_bad_rows_total",
      "rows",
      Kind.COUNTER,
      "Rows that were accepted over HTTP for quarantine tables."),
  HTTP_REPLAYS(
      "tributary_gatherer_http_replays_total",
      "requests",
      Kind.COUNTER,
      "Requests with the `Idempotency-Key` of an earlier one, whose rows were not taken again."),
  HTTP_LOST(
      "tributary_gatherer_http_lost_rows_total",
      "rows",
      Kind.COUNTER,
      "Rows that were answered with `ack=memory` and could not be written to the spool."),
  HTTP_CUT(
      "tributary_gatherer_http_cut_requests_total",
      "requests",
      Kind.COUNTER,
      "Requests whose connection ended before their body."),
  HTTP_REFUSED_CONNECTIONS(
      "tributary_gatherer_http_refused_connections_total",
      "connections",
      Kind.COUNTER,
      "Connections that were closed because there were `HTTP_MAX_CONNECTIONS` already."),
  HTTP_CONNECTIONS(
      "tributary_gatherer_http_connections",
      "connections",
      Kind.GAUGE,
      "Connections of producers now."),
  HTTP_MEMORY(
      "tributary_gatherer_http_memory_bytes",
      "bytes",
      Kind.GAUGE,
      "What requests hold while they arrive, of `HTTP_MEMORY`."),
  HTTP_BUFFERED(
      "tributary_gatherer_http_buffered_bytes",
      "bytes",
      Kind.GAUGE,
      "Memory of rows between their request and their table, of `HTTP_BUFFER`."),
  SPOOL_BYTES(
      "tributary_gatherer_spool_bytes", "bytes", Kind.GAUGE, "What the spool takes on disk."),
  SPOOL_BOUND(
      "tributary_gatherer_spool_bound_bytes",
      "bytes",
      Kind.GAUGE,
      "The most that the spool may take (`SPOOL_BYTES`)."),
  SPOOL_UNSETTLED(
      "tributary_gatherer_spool_unsettled_entries",
      "entries",
      Kind.GAUGE,
      "Entries of the spool whose rows are not all in their table."),
  SPOOL_WAITING(
      "tributary_gatherer_spool_waiting_entries",
      "entries",
      Kind.GAUGE,
      "The same, by table.",
      "table"),
  SPOOL_STUCK(
      "tributary_gatherer_spool_stuck",
      "state",
      Kind.GAUGE,
      "1 while rows wait in the spool and none of the table was stored for 30 s; the log says why.",
      "table"),
  SPOOL_LOST(
      "tributary_gatherer_spool_lost_entries_total",
      "entries",
      Kind.COUNTER,
      "Entries of the spool that could not be read any more; the log names them."),
  SPOOL_DAMAGES(
      "tributary_gatherer_spool_damages",
      "places",
      Kind.GAUGE,
      "Damaged places that were found when the spool was opened; the log names them."),
  SPOOL_FAILING(
      "tributary_gatherer_spool_failing",
      "state",
      Kind.GAUGE,
      "1 while the disk of the spool does not work, and no rows are taken over HTTP."),
  SPOOL_KEYS(
      "tributary_gatherer_spool_keys", "keys", Kind.GAUGE, "Idempotency keys that are remembered."),
  SPOOL_KEYS_EVICTED(
      "tributary_gatherer_spool_keys_evicted_total",
      "keys",
      Kind.COUNTER,
      "Keys that were forgotten before `IDEMPOTENCY_WINDOW` for want of room.");

  @SuppressWarnings("ImmutableEnumChecker") // Metric copies its lists.
  private final Metric metric;

  EventsMetric(String name, String unit, Kind kind, String sentence, String... labels) {
    this.metric = new Metric(name, unit, kind, sentence, List.of(labels));
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
