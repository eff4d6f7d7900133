package io.tributary.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.measure.TimeSeries;
import io.tributary.load.measure.TimeSeries.ProcessSeries;
import io.tributary.load.report.SeriesView.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SeriesViewTest {
  @Test
  void lumpsOfInsertsAreTheSpeedOverTwoSeconds() {
    // An insert of 1000 rows each second, looked at each half second.
    List<Double> seconds = new ArrayList<>();
    List<Long> rows = new ArrayList<>();
    for (int half = 0; half <= 40; half++) {
      seconds.add(half / 2.0);
      rows.add(half / 2 * 1000L);
    }
    List<Point> speed = SeriesView.rowsPerSecond(new TimeSeries(seconds, rows, List.of()));
    for (Point point : speed.subList(4, speed.size())) {
      assertEquals(1000, point.value(), 1e-9, point.toString());
    }
    assertEquals(20, speed.getLast().seconds());
  }

  @Test
  void longSeriesIsThinnedAndKeepsItsEnd() {
    List<Double> seconds = new ArrayList<>();
    List<Long> rows = new ArrayList<>();
    for (int i = 0; i < 900; i++) {
      seconds.add(i / 4.0);
      rows.add(i * 25L);
    }
    List<Point> speed = SeriesView.rowsPerSecond(new TimeSeries(seconds, rows, List.of()));
    assertTrue(speed.size() <= 250, () -> "points: " + speed.size());
    assertEquals(899 / 4.0, speed.getLast().seconds());
    assertEquals(100, speed.getLast().value(), 1e-9);
  }

  @Test
  void memoryOfServicesIsWhatTheyHadAtTheSameTime() {
    TimeSeries series =
        new TimeSeries(
            List.of(0.0, 1.0),
            List.of(0L, 0L),
            List.of(
                new ProcessSeries("connector 0", List.of(0L, 0L), List.of(10L, 50L)),
                new ProcessSeries("connector 11", List.of(0L, 0L), List.of(70L, 20L)),
                new ProcessSeries("clickhouse", List.of(0L, 0L), List.of(900L, 900L))));
    assertEquals(OptionalDouble.of(80), SeriesView.mostResidentBytes(series, List.of("connector")));
    assertEquals(OptionalDouble.empty(), SeriesView.mostResidentBytes(series, List.of("gatherer")));
  }
}
