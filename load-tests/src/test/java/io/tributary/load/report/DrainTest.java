package io.tributary.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.measure.TimeSeries;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** 1,000 rows a second for 60 s, ClickHouse is away from 10 s to 20 s. */
class DrainTest {
  private static final long RATE = 1_000;
  private static final long ROWS = 60_000;
  private static final List<FaultRecord> OUTAGE =
      List.of(
          new FaultRecord("kill clickhouse 0", 10, 9_500),
          new FaultRecord("start clickhouse 0", 20, 9_500));

  @Test
  void backlogThatGoesAtThreeTimesTheArrival() {
    // Stored again from 22 s on, when 12,500 rows wait; 3,000 a second take 6.25 s for them.
    Drain drain =
        Drain.of(series(second -> stored(second, 3_000)), OUTAGE, RATE, ROWS).orElseThrow();
    assertEquals(20, drain.backSeconds());
    assertEquals(22, drain.resumedSeconds());
    assertEquals(28, drain.drainedSeconds().orElseThrow());
    assertEquals(3, drain.timesArrival(), 0.01);
  }

  @Test
  void backlogThatStays() {
    Drain drain =
        Drain.of(series(second -> stored(second, 1_100)), OUTAGE, RATE, ROWS).orElseThrow();
    assertEquals(OptionalDouble.empty(), drain.drainedSeconds());
    assertEquals(1.1, drain.timesArrival(), 0.01);
  }

  @Test
  void withoutOutageOrRateThereIsNone() {
    TimeSeries series = series(second -> stored(second, 3_000));
    assertTrue(Drain.of(series, OUTAGE, 0, ROWS).isEmpty());
    assertTrue(Drain.of(series, List.of(), RATE, ROWS).isEmpty());
    assertTrue(Drain.of(series, OUTAGE.subList(0, 1), RATE, ROWS).isEmpty());
  }

  private interface Stored {
    long at(int second);
  }

  /** Half a second behind, nothing from 10 s to 22 s, then this many a second. */
  private static long stored(int second, long drainRate) {
    long usual = Math.max(0, second * RATE - 500);
    return second <= 10 ? usual : Math.min(usual, 9_500 + Math.max(0, second - 22) * drainRate);
  }

  private static TimeSeries series(Stored stored) {
    List<Double> seconds = IntStream.rangeClosed(0, 60).mapToObj(i -> (double) i).toList();
    List<Long> rows = IntStream.rangeClosed(0, 60).mapToObj(stored::at).toList();
    return new TimeSeries(seconds, rows, List.of());
  }
}
