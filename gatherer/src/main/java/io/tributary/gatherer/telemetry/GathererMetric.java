package io.tributary.gatherer.telemetry;

/**
 * Every metric of a gatherer. Counters end in {@code _total} in the Prometheus output; a label is
 * named where there is one.
 */
public enum GathererMetric {
  ROWS_RECEIVED("tributary.gatherer.rows.received", "rows", "Rows received from connectors."),
  BYTES_RECEIVED(
      "tributary.gatherer.bytes.received", "bytes", "Payload bytes received from connectors."),
  BATCHES_RECEIVED(
      "tributary.gatherer.batches.received", "batches", "Batches received from connectors."),
  INSERTS("tributary.gatherer.inserts", "inserts", "Attempts to insert, successful or not."),
  ROWS_INSERTED("tributary.gatherer.rows.inserted", "rows", "Rows that ClickHouse has stored."),
  FLUSHES("tributary.gatherer.flushes", "flushes", "Buffers flushed, by reason."),
  OUTCOMES("tributary.gatherer.outcomes", "inserts", "Attempts to insert, by outcome."),
  RETRIES("tributary.gatherer.retries", "inserts", "Inserts that had to be repeated."),
  TAKEN_APART(
      "tributary.gatherer.taken.apart",
      "inserts",
      "Refused inserts that were taken apart to find the guilty rows."),
  UNKNOWN_CODES(
      "tributary.gatherer.unknown.codes",
      "inserts",
      "Answers of ClickHouse with an error code that is not in the table of codes, by code."),
  VIOLATIONS(
      "tributary.gatherer.violations", "sessions", "Sessions closed because of what they sent."),
  INSERT_TIME("tributary.gatherer.insert.time", "seconds", "Duration of attempts to insert."),
  SESSIONS_OPEN("tributary.gatherer.sessions.open", "sessions", "Sessions that are open."),
  MEMORY_HELD("tributary.gatherer.memory.held", "bytes", "Payload bytes received and not settled."),
  MEMORY_BOUND(
      "tributary.gatherer.memory.bound",
      "bytes",
      "The most that held bytes and outstanding credit may add up to."),
  CREDIT_OUTSTANDING(
      "tributary.gatherer.credit.outstanding", "bytes", "Bytes that connectors may still send.");

  private final String meterName;
  private final String unit;
  private final String sentence;

  GathererMetric(String meterName, String unit, String sentence) {
    this.meterName = meterName;
    this.unit = unit;
    this.sentence = sentence;
  }

  /** Dotted name; the Prometheus output has underscores instead. */
  public String meterName() {
    return meterName;
  }

  /** What is counted. */
  public String unit() {
    return unit;
  }

  /** What a person reads as help. */
  public String sentence() {
    return sentence;
  }
}
