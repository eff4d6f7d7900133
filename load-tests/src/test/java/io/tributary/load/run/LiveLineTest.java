package io.tributary.load.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.load.measure.ProcessWatch;
import io.tributary.load.measure.TimeSeriesRecorder.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveLineTest {
  private final LiveLine line =
      new LiveLine(1_000_000, List.of("connector 0", "connector 1", "gatherer 0"));

  @Test
  void speedIsThatOfTheLastSecondsAndCoresAreThoseOfARole() {
    assertEquals(
        "    10 s  500 k of 1 M rows  100 k rows/s  7 inserts  cores: connector 1.5 gatherer 0.2",
        line.text(
            List.of(
                sample(0, 0, 0, 0, 0),
                sample(6, 100_000, 1_000, 1_000, 500),
                sample(8, 350_000, 2_000, 2_000, 700),
                sample(10, 500_000, 5_000, 3_000, 1_300)),
            7));
  }

  @Test
  void firstSampleHasNoSpeed() {
    assertEquals(
        "     0 s  0 of 1 M rows  0 rows/s  0 inserts  cores:",
        line.text(List.of(sample(0, 0, 0, 0, 0)), 0));
  }

  private static Sample sample(double seconds, long rows, long one, long two, long three) {
    return new Sample(
        seconds,
        rows,
        List.of(
            new ProcessWatch.Sample(one, 1),
            new ProcessWatch.Sample(two, 1),
            new ProcessWatch.Sample(three, 1)));
  }
}
