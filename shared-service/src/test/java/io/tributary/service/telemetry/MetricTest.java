package io.tributary.service.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricTest {

  @ParameterizedTest
  @CsvSource({
    "rows_total, rows",
    "tributary_rows, rows",
    "tributary_bytes_read_total, bytes",
    "tributary_Rows_total, rows",
  })
  void aCounterAgainstTheRulesOfPrometheusIsRefused(String name, String unit) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Metric(name, unit, Kind.COUNTER, "Rows.", List.of()));
  }

  @Test
  void onlyCountersEndWithTotal() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Metric("tributary_rows_total", "rows", Kind.GAUGE, "Rows.", List.of()));
  }

  @Test
  void samplesOfAHistogramHaveSuffixes() {
    Metric metric =
        new Metric("tributary_rows", "rows", Kind.Histogram.of(1, 2), "Rows.", List.of());
    assertEquals(
        List.of("tributary_rows_bucket", "tributary_rows_sum", "tributary_rows_count"),
        metric.sampleNames());
  }
}
