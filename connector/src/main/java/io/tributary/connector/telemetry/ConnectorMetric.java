package io.tributary.connector.telemetry;

/** Every metric of a connector; each has the label {@code datasource}. */
enum ConnectorMetric {
  RECORDS_POLLED("tributary.connector.records.polled", "records", "Records taken from Kafka"),
  ROWS_ENCODED("tributary.connector.rows.encoded", "rows", "Records encoded as rows"),
  ROWS_QUARANTINED(
      "tributary.connector.rows.quarantined", "rows", "Records sent to the quarantine table"),
  ROWS_SETTLED("tributary.connector.rows.settled", "rows", "Rows known to be durable"),
  BATCHES_SEALED("tributary.connector.batches.sealed", "batches", "Batches made for the gatherer"),
  BATCHES_SETTLED("tributary.connector.batches.settled", "batches", "Batches with a verdict"),
  BATCHES_REFUSED(
      "tributary.connector.batches.refused",
      "batches",
      "Batches that ClickHouse refused and that were taken apart"),
  BYTES_SEALED("tributary.connector.sealed", "bytes", "RowBinary bytes of the batches made"),
  COMMITS("tributary.connector.commits", "commits", "Offset commits that succeeded"),
  COMMIT_FAILURES("tributary.connector.commit.failures", "commits", "Offset commits that failed"),
  UNSETTLED("tributary.connector.unsettled", "bytes", "RowBinary bytes without a verdict"),
  PAUSED("tributary.connector.paused", "", "1 while the partitions are paused, else 0"),
  EVENT_TO_STORED(
      "tributary.connector.event.to.stored",
      "seconds",
      "Time from a record's timestamp to the verdict that it is durable, since the start");

  final String id;
  final String unit;
  final String sentence;

  ConnectorMetric(String id, String unit, String sentence) {
    this.id = id;
    this.unit = unit;
    this.sentence = sentence;
  }
}
