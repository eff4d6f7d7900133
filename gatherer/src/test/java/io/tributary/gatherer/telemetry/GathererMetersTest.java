package io.tributary.gatherer.telemetry;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.table.FlushReason;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.service.telemetry.Meters;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class GathererMetersTest {
  private final Meters page = new Meters();
  private final GathererMeters meters = new GathererMeters(page);

  @ParameterizedTest
  @EnumSource(GathererMetric.class)
  void pageShowsEveryMetricFromTheFirstBatch(GathererMetric metric) {
    meters.watchMemory(() -> 1, () -> 2, 3);
    meters.watchPayloads(() -> 0);
    meters.watchPace(() -> 4);
    meters.claims().watch(() -> 7);
    meters.watchTable("clicks", () -> 5, () -> 6);
    meters.guaranteed("clicks", Guarantee.EXACTLY_ONCE);
    meters.received("clicks", 10, 100);
    for (String name : metric.metric().sampleNames()) {
      assertTrue(
          page.page().lines().anyMatch(line -> line.matches(name + "(\\{.*)? [0-9].*")), name);
    }
  }

  @ParameterizedTest
  @EnumSource(FlushReason.class)
  void everyReasonToFlushIsShownFromTheStart(FlushReason reason) {
    String label = reason.name().toLowerCase(Locale.ROOT);
    assertTrue(
        page.page().contains("tributary_gatherer_flushes_total{reason=\"" + label + "\"} 0.0"),
        page.page());
  }
}
