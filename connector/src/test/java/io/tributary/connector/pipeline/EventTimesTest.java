package io.tributary.connector.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTimesTest {
  @Test
  void everyRecordIsCountedWithItsOwnTime() {
    EventTimes times = new EventTimes();
    long[] given = new long[500];
    for (int i = 0; i < given.length; i++) {
      given[i] = 1_000L + i / 3;
      times.add(given[i]);
    }
    List<Long> seen = new ArrayList<>();
    times.forEach(
        (millis, records) -> {
          for (int i = 0; i < records; i++) {
            seen.add(millis);
          }
        });
    assertEquals(java.util.Arrays.stream(given).boxed().toList(), seen);
    times.clear();
    times.forEach((millis, records) -> seen.clear());
    assertEquals(given.length, seen.size());
  }
}
