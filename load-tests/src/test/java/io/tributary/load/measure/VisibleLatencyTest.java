package io.tributary.load.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    look(990, 1000);
    latency.visible(0, 0, 6);
    LatencyFigures figures = latency.figures().orElseThrow();
    assertEquals(5, figures.count());
    assertEquals(1000, figures.quantiles().orElseThrow().maxMillis(), 1);
    assertEquals(960, figures.quantiles().orElseThrow().p50Millis(), 1);
  }

  @Test
  void rowIsCountedWhenItIsFirstSeen() {
    look(90, 100);
    latency.visible(0, 1, 2);
    look(890, 900);
    latency.visible(0, 1, 2);
    LatencyFigures figures = latency.figures().orElseThrow();
    assertEquals(1, figures.count());
    // The second measured row, due at 10 ms.
    assertEquals(90, figures.quantiles().orElseThrow().maxMillis(), 1);
  }

  @Test
  void warmUpHasNoLatency() {
    look(90, 100);
    latency.visible(0, 0, 1);
    latency.visible(0, 1, 1);
    assertEquals(Optional.empty(), latency.figures());
  }

  @Test
  void resolutionIsTheTimeBetweenLooks() {
    look(5, 10);
    look(15, 25);
    look(200, 320);
    latency.visible(0, 0, 2);
    // From the start of a look to the end of the next: 10, 20 and 305 ms.
    assertEquals(20, latency.usualGapMillis(), 0.1);
    assertEquals(305, latency.longestGapMillis(), 1);
    String note = latency.figures().orElseThrow().note();
    assertTrue(note.contains("usually 20 ms, at most 305 ms"), note);
  }

  private void look(long startMillis, long endMillis) {
    latency.looked(START + startMillis * MILLI, START + endMillis * MILLI);
  }
}
