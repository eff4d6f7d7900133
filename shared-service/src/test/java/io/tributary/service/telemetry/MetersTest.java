package io.tributary.service.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.tributary.protocol.frame.Verdict;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class MetersTest {

  private enum Sample implements Metric.Entry {
    ROWS("tributary_rows_total", "rows", Kind.COUNTER, "Rows.", "table"),
    HELD("tributary_held_bytes", "bytes", Kind.GAUGE, "Bytes.", "table"),
    TIME("tributary_time_seconds", "seconds", Kind.Histogram.of(0.5, 1), "Time."),
    AGE("tributary_age_seconds", "seconds", new Kind.Summary(List.of(0.5)), "Age.", "table"),
    VERDICTS("tributary_verdicts_total", "batches", Kind.COUNTER, "Verdicts.", "table", "verdict");

    @SuppressWarnings("ImmutableEnumChecker") // Metric copies its lists.
    private final Metric metric;

    Sample(String name, String unit, Kind kind, String sentence, String... labels) {
      metric = new Metric(name, unit, kind, sentence, List.of(labels));
    }

    @Override
    public Metric metric() {
      return metric;
    }
  }

  private final Meters meters = new Meters();

  @Test
  void counterStandsInThePageUnderItsOwnName() {
    meters.counter(Sample.ROWS, "a").increment(3);
    assertEquals(
        """
        # HELP tributary_rows_total Rows.
        # TYPE tributary_rows_total counter
        tributary_rows_total{table="a"} 3.0
        """,
        meters.page());
  }

  @Test
  void countsOfManyTablesStandInThePageLikeCounters() {
    meters.count(Sample.VERDICTS, "a", "stored").add(3);
    meters.count(Sample.VERDICTS, "b", "refused").increment();
    assertEquals(
        """
        # HELP tributary_verdicts_total Verdicts.
        # TYPE tributary_verdicts_total counter
        tributary_verdicts_total{table="a",verdict="stored"} 3.0
        tributary_verdicts_total{table="b",verdict="refused"} 1.0
        """,
        meters.page());
  }

  @Test
  void countThatNobodyElseHoldsGoesOn() {
    LongAdder rows = new LongAdder();
    FunctionCounter unused = meters.counter(Sample.ROWS, rows::sum, "a");
    WeakReference<Object> collected = new WeakReference<>(new Object());
    while (collected.get() != null) {
      System.gc();
    }
    rows.add(3);
    assertTrue(meters.page().contains("tributary_rows_total{table=\"a\"} 3.0"), meters.page());
  }

  @Test
  void histogramCountsManyEqualValuesAtOnce() {
    Histogram time = meters.histogram(Sample.TIME);
    time.record(0.5, 10);
    time.record(0.75, 4);
    time.record(3);
    assertEquals(
        """
        # HELP tributary_time_seconds Time.
        # TYPE tributary_time_seconds histogram
        tributary_time_seconds_bucket{le="0.5"} 10
        tributary_time_seconds_bucket{le="1.0"} 14
        tributary_time_seconds_bucket{le="+Inf"} 15
        tributary_time_seconds_count 15
        tributary_time_seconds_sum 11.0
        """,
        meters.page());
  }

  @Test
  void seriesOfOneMetricStandTogether() {
    for (String table : List.of("a", "b")) {
      meters.summary(
          Sample.AGE,
          new Quantiles() {
            @Override
            public double at(double quantile) {
              return quantile;
            }

            @Override
            public long count() {
              return 2;
            }

            @Override
            public double sum() {
              return 1;
            }
          },
          table);
    }
    String page = meters.page();
    assertEquals(1, page.split("# TYPE", -1).length - 1);
    assertTrue(page.contains("tributary_age_seconds{table=\"a\",quantile=\"0.5\"} 0.5"), page);
    assertTrue(page.contains("tributary_age_seconds_count{table=\"b\"} 2"), page);
  }

  @Test
  void removedGaugeIsGoneAndTheOthersStay() {
    Gauge first = meters.gauge(Sample.HELD, () -> 1, "a");
    Gauge unused = meters.gauge(Sample.HELD, () -> 2, "b");
    meters.remove(first);
    assertTrue(!meters.page().contains("table=\"a\""), meters.page());
    assertTrue(meters.page().contains("tributary_held_bytes{table=\"b\"} 2.0"), meters.page());
  }

  @Test
  void everyKindOfVerdictIsShownFromTheStart() {
    VerdictCounters verdicts = new VerdictCounters(meters, Sample.VERDICTS, "a");
    verdicts.count(new Verdict.Stored(), 2);
    String page = meters.page();
    assertTrue(page.contains("{table=\"a\",verdict=\"stored\"} 2.0"), page);
    assertTrue(page.contains("{table=\"a\",verdict=\"already_stored\"} 0.0"), page);
    assertTrue(page.contains("{table=\"a\",verdict=\"refused\"} 0.0"), page);
    assertTrue(page.contains("{table=\"a\",verdict=\"deferred\"} 0.0"), page);
  }

  @Test
  void missingLabelIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> meters.counter(Sample.ROWS));
  }

  @Test
  void processIsWatched() {
    meters.watchProcess();
    String page = meters.page();
    for (String name :
        List.of(
            "jvm_memory_used_bytes",
            "jvm_gc_memory_allocated_bytes_total",
            "jvm_threads_live_threads",
            "process_cpu_usage",
            "process_cpu_seconds_total",
            "process_files_open_files",
            "process_uptime_seconds",
            "log4j2_events_total")) {
      assertTrue(page.contains("\n# TYPE " + name + " "), name + " in " + page);
    }
    meters.close();
  }

  @Test
  void allocationCountsWithoutACollection() {
    meters.watchProcess();
    double before = allocatedBytes();
    byte[] garbage = new byte[32 << 20];
    double grown = allocatedBytes() - before;
    assertTrue(grown >= garbage.length && grown < 2.0 * garbage.length, grown + " bytes");
    meters.close();
  }

  private double allocatedBytes() {
    String name = "jvm_threads_allocated_bytes_total ";
    return meters
        .page()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }
}
