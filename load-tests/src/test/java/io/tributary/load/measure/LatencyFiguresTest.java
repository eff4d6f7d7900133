package io.tributary.load.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.measure.LatencyFigures.CurvePoint;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyFiguresTest {
  private final Histogram micros = new Histogram(3_600_000_000L, 3);

  @Test
  void quantilesAndMeanAreThoseOfTheValues() {
    for (int milli = 1; milli <= 1000; milli++) {
      micros.recordValue(milli * 1000L);
    }
    LatencyFigures figures = figures();
    LatencyFigures.Quantiles quantiles = figures.quantiles().orElseThrow();
    assertEquals(1000, figures.count());
    assertEquals(500.5, figures.meanMillis(), 1);
    assertEquals(500, quantiles.p50Millis(), 1);
    assertEquals(900, quantiles.p90Millis(), 1);
    assertEquals(990, quantiles.p99Millis(), 1);
    assertEquals(999, quantiles.p999Millis(), 1);
    assertEquals(1000, quantiles.maxMillis(), 1);
  }

  @Test
  void curveRisesFromTheFastestToTheSlowest() {
    for (int milli = 1; milli <= 1000; milli++) {
      micros.recordValue(milli * 1000L);
    }
    List<CurvePoint> curve = figures().curve();
    assertEquals(1, curve.getFirst().oneIn());
    assertEquals(1, curve.getFirst().millis(), 0.01);
    assertEquals(1000, curve.getLast().oneIn());
    assertEquals(1000, curve.getLast().millis(), 1);
    for (int i = 1; i < curve.size(); i++) {
      assertTrue(curve.get(i).oneIn() > curve.get(i - 1).oneIn(), curve.toString());
      assertTrue(curve.get(i).millis() >= curve.get(i - 1).millis(), curve.toString());
    }
    // One in ten takes longer than 900 ms.
    assertEquals(
        900,
        curve.stream()
            .filter(point -> Math.abs(point.oneIn() - 10) < 1e-9)
            .findFirst()
            .orElseThrow()
            .millis(),
        1);
  }

  @Test
  void curveOfVeryManyValuesIsBounded() {
    micros.recordValueWithCount(5_000, 50_000_000_000L);
    micros.recordValue(77_000);
    List<CurvePoint> curve = figures().curve();
    assertEquals(LatencyFigures.MOST_POINTS, curve.size());
    assertEquals(77, curve.getLast().millis(), 0.1);
  }

  @Test
  void singleValueIsAPoint() {
    micros.recordValue(7_000);
    assertEquals(1, figures().curve().size());
    assertEquals(7, figures().curve().getFirst().millis(), 0.01);
  }

  @Test
  void nothingMeasuredIsNoLatency() {
    assertEquals(Optional.empty(), LatencyFigures.of("a → b", micros, ""));
  }

  private LatencyFigures figures() {
    return LatencyFigures.of("a → b", micros, "").orElseThrow();
  }
}
