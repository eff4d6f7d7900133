package io.tributary.load.http;

import io.tributary.load.http.wire.Answer;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What became of the requests of a phase. Thread: that of the producers; others once they have
 * ended.
 */
final class PhaseTally {
  private static final String NO_ANSWER = "no answer";
  private static final long HIGHEST_MICROS = 3_600_000_000L;

  private final Histogram micros = new Histogram(HIGHEST_MICROS, 3);
  private final Map<String, Long> errors = new TreeMap<>();
  private long sent;
  private long notSent;
  private long requests;
  private long rows;

  /**
   * Latency of acknowledged requests, in milliseconds. Those that were not sent are in it with what
   * they had waited by the end.
   *
   * @param max the longest
   */
  record Latency(double p50, double p99, double p999, double max) {}

  void sent() {
    sent++;
  }

  /** A request was taken, so long after it was due. */
  void acknowledged(long nanos, int ofRows) {
    micros.recordValue(Math.clamp(nanos / 1000, 0, HIGHEST_MICROS));
    requests++;
    rows += ofRows;
  }

  /** A request was never sent, as its connection still waited so long after it was due. */
  void notSent(long nanos) {
    micros.recordValue(Math.clamp(nanos / 1000, 0, HIGHEST_MICROS));
    notSent++;
  }

  void refused(Answer answer) {
    errors.merge(answer.label(), 1L, Long::sum);
  }

  void lost(long count) {
    if (count > 0) {
      errors.merge(NO_ANSWER, count, Long::sum);
    }
  }

  long requestsSent() {
    return sent;
  }

  /** Requests that were due, and for which there was no room up to the end. */
  long requestsNotSent() {
    return notSent;
  }

  /** Acknowledged requests. */
  long requests() {
    return requests;
  }

  /** Rows of acknowledged requests. */
  long rows() {
    return rows;
  }

  /** Other requests, by status and code. */
  Map<String, Long> errors() {
    return Map.copyOf(errors);
  }

  Latency latency() {
    return new Latency(millis(50), millis(99), millis(99.9), micros.getMaxValue() / 1e3);
  }

  private double millis(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1e3;
  }
}
