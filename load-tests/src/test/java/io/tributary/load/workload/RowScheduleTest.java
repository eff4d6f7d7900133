package io.tributary.load.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowScheduleTest {
  private final RowSchedule schedule = new RowSchedule(3, 4, 17, 7);

  @Test
  void placeTellsTheRow() {
    Map<String, Long> nextOffset = new HashMap<>();
    for (long row = 0; row < 500; row++) {
      int topic = schedule.topic(row);
      int partition = schedule.partition(row);
      long offset = nextOffset.merge(topic + "/" + partition, 1L, Long::sum) - 1;
      assertEquals(offset, schedule.offset(row));
      assertEquals(row, schedule.row(topic, partition, offset));
    }
  }

  @Test
  void measuringBeginsBehindTheWarmUpInEachPartition() {
    for (int topic = 0; topic < 3; topic++) {
      for (int partition = 0; partition < 4; partition++) {
        long first = schedule.firstMeasuredOffset(topic, partition);
        assertEquals(true, schedule.row(topic, partition, first) >= 17);
        assertEquals(true, first == 0 || schedule.row(topic, partition, first - 1) < 17);
      }
    }
  }

  @Test
  void intendedTimesKeepTheRateWithoutDrift() {
    assertEquals(0, schedule.intendedNanos(17));
    assertEquals(1_000_000_000L, schedule.intendedNanos(17 + 7));
    assertEquals(1_000_000_000L / 7, schedule.intendedNanos(18));
    assertEquals(100_000_000_000_000L, schedule.intendedNanos(17 + 700_000));
  }

  @Test
  void withoutRateThereAreNoTimes() {
    assertThrows(IllegalStateException.class, () -> new RowSchedule(1, 1, 0, 0).intendedNanos(5));
  }

  @Test
  void topicsOfSeveralSourcesAreNumberedThrough() {
    RowSchedule other = new RowSchedule(2, 1, 0, 10);
    Timetable both = Timetable.of(List.of(schedule, other));
    assertEquals(5, both.topics());
    assertEquals(4, both.partitions(2));
    assertEquals(1, both.partitions(3));
    assertEquals(schedule.firstMeasuredOffset(2, 3), both.firstMeasuredOffset(2, 3));
    assertEquals(schedule.intendedNanos(2, 3, 9), both.intendedNanos(2, 3, 9));
    // The fourth topic is the first of the other source: a row each 100 ms, every second one here.
    assertEquals(600_000_000L, both.intendedNanos(3, 0, 3));
    assertEquals(700_000_000L, both.intendedNanos(4, 0, 3));
  }
}
