package io.tributary.load.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.load.workload.RowSchedule;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VisibleLatencyTest {
  private static final long START = 5_000_000_000L;
  private static final long MILLI = 1_000_000L;
  // A row each 10 ms, in turn to partitions 0 and 1; the first four are warm-up.
  private final RowSchedule schedule = new RowSchedule(1, 2, 4, 100);
  private final VisibleLatency latency = new VisibleLatency(schedule, START);

  @Test
  void stallOfTheSystemCountsForEveryRowThatWasDueMeanwhile() {
    // Due at 0, 20, 40, 60 and 80 ms in partition 0; nothing is seen before 1000 ms.
    latency.looked(START + 1000 * MILLI);
    latency.visible(0, 0, 6);
    LatencyFigures figures = latency.figures().orElseThrow();
    assertEquals(5, figures.rows());
    assertEquals(1000, figures.maxMillis(), 1);
    assertEquals(960, figures.p50Millis(), 1);
  }

  @Test
  void rowIsCountedWhenItIsFirstSeen() {
    latency.looked(START + 100 * MILLI);
    latency.visible(0, 1, 2);
    latency.looked(START + 900 * MILLI);
    latency.visible(0, 1, 2);
    LatencyFigures figures = latency.figures().orElseThrow();
    assertEquals(1, figures.rows());
    // The second measured row, due at 10 ms.
    assertEquals(90, figures.maxMillis(), 1);
  }

  @Test
  void warmUpHasNoLatency() {
    latency.looked(START + 100 * MILLI);
    latency.visible(0, 0, 1);
    latency.visible(0, 1, 1);
    assertEquals(Optional.empty(), latency.figures());
  }

  @Test
  void resolutionIsTheTimeBetweenLooks() {
    latency.looked(START + 10 * MILLI);
    latency.looked(START + 20 * MILLI);
    latency.looked(START + 320 * MILLI);
    latency.visible(0, 0, 2);
    LatencyFigures figures = latency.figures().orElseThrow();
    assertEquals(10, figures.usualGapMillis(), 0.1);
    assertEquals(300, figures.longestGapMillis(), 1);
  }
}
