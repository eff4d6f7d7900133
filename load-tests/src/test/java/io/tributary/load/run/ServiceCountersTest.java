package io.tributary.load.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.measure.LatencyFigures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceCountersTest {
  private final Map<String, Double> grown =
      Map.of(
          "tributary_gatherer_flushes_total{reason=\"age\"}", 7.0,
          "tributary_gatherer_flushes_total{reason=\"rows\"}", 2.0,
          "tributary_gatherer_insert_seconds_sum", 1.8,
          "tributary_gatherer_insert_seconds_count", 9.0,
          "tributary_connector_settle_seconds_sum", 3.0,
          "tributary_connector_settle_seconds_count", 30.0,
          "tributary_connector_latency_seconds_sum", 50.0,
          "tributary_connector_latency_seconds_count", 200.0);

  @Test
  void reasonsThatNeverWereAreLeftOut() {
    assertEquals(Map.of("age", 7L, "rows", 2L), ServiceCounters.flushReasons(this::grown));
  }

  @Test
  void meansAreThoseOfTheWindow() {
    List<LatencyFigures> means = ServiceCounters.means(this::grown, true);
    assertEquals(
        List.of(
            ServiceCounters.PRODUCE_SETTLED,
            LatencyFigures.FRAME_SETTLED,
            ServiceCounters.INSERT_ANSWERED),
        means.stream().map(LatencyFigures::name).toList());
    assertEquals(250, means.get(0).meanMillis(), 1e-9);
    assertEquals(200, means.get(0).count());
    assertEquals(100, means.get(1).meanMillis(), 1e-9);
    assertEquals(30, means.get(1).count());
    assertEquals(200, means.get(2).meanMillis(), 1e-9);
    assertTrue(means.getFirst().quantiles().isEmpty());
  }

  @Test
  void timesOfRowsWithoutScheduleMeanNothing() {
    assertEquals(
        List.of(LatencyFigures.FRAME_SETTLED, ServiceCounters.INSERT_ANSWERED),
        ServiceCounters.means(this::grown, false).stream().map(LatencyFigures::name).toList());
    assertEquals(List.of(), ServiceCounters.means(_ -> 0, true));
  }

  private double grown(String counter) {
    assertTrue(ServiceCounters.names().contains(counter), counter);
    return grown.getOrDefault(counter, 0.0);
  }
}
