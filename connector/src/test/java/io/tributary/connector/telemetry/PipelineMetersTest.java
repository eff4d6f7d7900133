package io.tributary.connector.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.service.telemetry.Meters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PipelineMetersTest {
  private final Meters page = new Meters();
  private final PipelineMeters meters = new PipelineMeters(page, "clicks", 1_000);

  @ParameterizedTest
  @EnumSource(ConnectorMetric.class)
  void pageShowsEveryMetricFromTheStart(ConnectorMetric metric) {
    meters.lag().assigned(Map.of(3, 10L));
    meters.lag().ends(Map.of(3, 10L));
    for (String name : metric.metric().sampleNames()) {
      assertTrue(page.page().contains("\n" + name + "{datasource=\"clicks\""), name);
    }
  }

  @Test
  void recordsOfABatchAreCountedByTheirAge() {
    meters.stored(400, 99);
    meters.stored(2_000, 1);
    assertTrue(shows("latency_seconds_bucket{datasource=\"clicks\",le=\"0.5\"} 99"));
    assertTrue(shows("latency_seconds_bucket{datasource=\"clicks\",le=\"2.0\"} 100"));
    assertTrue(shows("event_to_stored_seconds{datasource=\"clicks\",quantile=\"0.5\"} 0.4"));
    assertTrue(shows("event_to_stored_seconds_count{datasource=\"clicks\"} 100"));
  }

  @Test
  void batchesAreCountedByTheTimeToTheirVerdict() {
    meters.settledWithin(30_000_000);
    meters.settledWithin(220_000_000);
    assertTrue(shows("settle_seconds_bucket{datasource=\"clicks\",le=\"0.025\"} 0"));
    assertTrue(shows("settle_seconds_bucket{datasource=\"clicks\",le=\"0.05\"} 1"));
    assertTrue(shows("settle_seconds_sum{datasource=\"clicks\"} 0.25"));
    assertTrue(shows("settle_seconds_count{datasource=\"clicks\"} 2"));
  }

  @Test
  void lagIsTheDistanceFromWhatIsSettledToTheEnd() {
    meters.lag().assigned(Map.of(0, 100L));
    assertFalse(page.page().contains("lag_records"));
    meters.lag().ends(Map.of(0, 150L));
    assertTrue(shows("lag_records{datasource=\"clicks\",partition=\"0\"} 50.0"));
    meters.lag().settled(0, 140);
    assertTrue(shows("lag_records{datasource=\"clicks\",partition=\"0\"} 10.0"));
  }

  @Test
  void revokedPartitionIsNoLongerShown() {
    meters.lag().assigned(Map.of(0, 0L, 1, 0L));
    meters.lag().ends(Map.of(0, 5L, 1, 5L));
    meters.lag().revoked(Set.of(0));
    meters.lag().settled(0, 3);
    assertFalse(page.page().contains("partition=\"0\""));
    assertTrue(shows("lag_records{datasource=\"clicks\",partition=\"1\"} 5.0"));
    assertTrue(shows("partitions{datasource=\"clicks\"} 1.0"));
  }

  @Test
  void partitionThatComesBackIsShownOnceWithItsNewStart() {
    meters.lag().assigned(Map.of(0, 0L));
    meters.lag().ends(Map.of(0, 5L));
    meters.lag().assigned(Map.of(0, 4L));
    meters.lag().ends(Map.of(0, 5L));
    assertTrue(shows("lag_records{datasource=\"clicks\",partition=\"0\"} 1.0"));
    assertEquals(1, page.page().split("partition=\"0\"", -1).length - 1);
  }

  @Test
  void silenceIsForgottenWithTheLastPartition() {
    meters.started();
    meters.lag().assigned(Map.of(0, 0L));
    meters.lag().unanswered("timed out");
    meters.lag().revoked(Set.of(0));
    assertEquals(List.of(), meters.notReady());
  }

  @Test
  void creditOfALostSessionIsNotShown() {
    meters.connected(700);
    assertTrue(shows("credit_bytes{datasource=\"clicks\"} 700.0"));
    meters.disconnected();
    assertTrue(shows("credit_bytes{datasource=\"clicks\"} 0.0"));
    assertTrue(shows("connected{datasource=\"clicks\"} 0.0"));
  }

  private boolean shows(String line) {
    return page.page().contains("\ntributary_connector_" + line);
  }
}
