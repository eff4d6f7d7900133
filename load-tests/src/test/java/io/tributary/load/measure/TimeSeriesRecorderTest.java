package io.tributary.load.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TimeSeriesRecorderTest {
  @Test
  void samplesAreAQuarterOfASecondApartAndTheLastOneIsTheEnd() {
    TimeSeriesRecorder recorder = new TimeSeriesRecorder(List.of(), 100);
    for (int millis = 0; millis <= 1000; millis += 50) {
      recorder.offer(millis / 1e3, millis);
    }
    recorder.end(1.05, 1050);
    TimeSeries series = recorder.series();
    assertEquals(List.of(0.0, 0.25, 0.5, 0.75, 1.0, 1.05), series.seconds());
    assertEquals(List.of(0L, 250L, 500L, 750L, 1000L, 1050L), series.rows());
  }

  @Test
  void endReplacesASampleOfTheSameTime() {
    TimeSeriesRecorder recorder = new TimeSeriesRecorder(List.of(), 100);
    recorder.offer(0, 0);
    recorder.offer(1, 10);
    recorder.end(1, 12);
    assertEquals(List.of(0.0, 1.0), recorder.series().seconds());
    assertEquals(List.of(0L, 12L), recorder.series().rows());
  }

  @Test
  void longWindowKeepsItsBeginningAndEndAndNoMoreThanTheBound() {
    TimeSeriesRecorder recorder = new TimeSeriesRecorder(List.of(), 100);
    for (int quarter = 0; quarter < 40_000; quarter++) {
      recorder.offer(quarter * 0.25, quarter);
    }
    recorder.end(10_000, 40_000);
    TimeSeries series = recorder.series();
    assertTrue(series.seconds().size() <= 100, () -> "samples: " + series.seconds().size());
    assertTrue(series.seconds().size() >= 50, () -> "samples: " + series.seconds().size());
    assertEquals(0, series.rows().getFirst());
    assertEquals(40_000, series.rows().getLast());
    // Sums of what was dropped are in the samples behind: rows still are those of their time.
    for (int i = 0; i < series.seconds().size(); i++) {
      assertEquals(series.seconds().get(i) * 4, series.rows().get(i), 1e-9);
    }
  }

  @Test
  void processesAreSampledSinceTheirWindowBegan() {
    long pid = ProcessHandle.current().pid();
    ProcessWatch own = new ProcessWatch("own", () -> OptionalLong.of(pid), null, List.of());
    ProcessWatch gone = new ProcessWatch("gone", OptionalLong::empty, null, List.of());
    own.begin();
    gone.begin();
    TimeSeriesRecorder recorder = new TimeSeriesRecorder(List.of(own, gone));
    recorder.offer(0, 0);
    TimeSeries series = recorder.series();
    assertEquals("own", series.processes().getFirst().name());
    assertEquals(List.of(0L), series.processes().getFirst().cpuMillis());
    assertTrue(series.processes().getFirst().residentBytes().getFirst() > 1 << 20);
    assertEquals(List.of(0L), series.processes().getLast().residentBytes());
  }

  @Test
  void seriesOfUnequalLengthAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new TimeSeries(List.of(0.0, 1.0), List.of(0L), List.of()));
  }
}
