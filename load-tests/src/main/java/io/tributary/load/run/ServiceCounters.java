package io.tributary.load.run;

import io.tributary.load.measure.LatencyFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The counters of services that are followed over a run, and what can be said from them. */
final class ServiceCounters {
  static final String INSERTS = "tributary_gatherer_inserts_total";

  /** From the time a row was meant to be sent to the connector's knowledge that it is stored. */
  static final String PRODUCE_SETTLED = "produce → settled";

  /** From the sending of an insert to ClickHouse's answer. */
  static final String INSERT_ANSWERED = "insert → answer";

  private static final String INSERT_SECONDS = "tributary_gatherer_insert_seconds";
  private static final String SETTLED_SECONDS = "tributary_connector_latency_seconds";
  private static final String FRAME_SECONDS = "tributary_connector_settle_seconds";
  private static final List<String> REASONS =
      List.of("rows", "bytes", "age", "memory", "credit", "suspect", "shutdown");

  private ServiceCounters() {}

  /** All of them, as they stand in pages. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    names.add(INSERTS);
    for (String histogram : List.of(INSERT_SECONDS, SETTLED_SECONDS, FRAME_SECONDS)) {
      names.add(histogram + "_sum");
      names.add(histogram + "_count");
    }
    REASONS.forEach(reason -> names.add(flushes(reason)));
    return names;
  }

  private static String flushes(String reason) {
    return "tributary_gatherer_flushes_total{reason=\"" + reason + "\"}";
  }

  /**
   * What made buffers due, without what never did.
   *
   * @param grown what a counter has grown by
   */
  static Map<String, Long> flushReasons(ToDoubleFunction<String> grown) {
    Map<String, Long> reasons = new TreeMap<>();
    for (String reason : REASONS) {
      long flushes = Math.round(grown.applyAsDouble(flushes(reason)));
      if (flushes > 0) {
        reasons.put(reason, flushes);
      }
    }
    return reasons;
  }

  /**
   * What services measure themselves, of which only sums are known.
   *
   * @param grown what a counter has grown by
   * @param scheduled whether rows had an intended time
   */
  static List<LatencyFigures> means(ToDoubleFunction<String> grown, boolean scheduled) {
    List<LatencyFigures> means = new ArrayList<>();
    if (scheduled) {
      mean(
          PRODUCE_SETTLED,
          SETTLED_SECONDS,
          grown,
          "From the record's timestamp, at which it was meant to be sent, to the verdict in the"
              + " connector; each row of the window, by the connector's histogram, whose buckets"
              + " are too wide for quantiles.",
          means);
    }
    mean(
        LatencyFigures.FRAME_SETTLED,
        FRAME_SECONDS,
        grown,
        "From the sending of a batch to the gatherer's final verdict on it; each batch of the"
            + " window, by the connector's histogram, whose buckets are too wide for quantiles.",
        means);
    mean(
        INSERT_ANSWERED,
        INSERT_SECONDS,
        grown,
        "Of each attempt, by the gatherer's histogram, whose buckets are too wide for quantiles.",
        means);
    return means;
  }

  private static void mean(
      String name,
      String histogram,
      ToDoubleFunction<String> grown,
      String note,
      List<LatencyFigures> means) {
    long count = Math.round(grown.applyAsDouble(histogram + "_count"));
    if (count > 0) {
      double millis = grown.applyAsDouble(histogram + "_sum") / count * 1e3;
      means.add(LatencyFigures.ofMean(name, count, millis, note));
    }
  }
}
