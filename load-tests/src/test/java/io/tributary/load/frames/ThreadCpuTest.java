package io.tributary.load.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadCpuTest {
  private static final String REST =
      " S 1 10 10 0 -1 4194368 5 0 0 0 %d %d 0 0 20 0 30 0 100 1000 200 184467 1 1 0 0 0 0 4 0 3 0";

  @Test
  void threadsOfTheSameNameButForANumberAreOne() {
    Map<String, Long> millis = new HashMap<>();
    ThreadCpu.add("17 (GC Thread#0)" + REST.formatted(3, 4), millis);
    ThreadCpu.add("18 (GC Thread#1)" + REST.formatted(1, 0), millis);
    assertEquals(Map.of("GC Thread", 80L), millis);
  }

  @Test
  void nameMayHaveSpacesAndParentheses() {
    Map<String, Long> millis = new HashMap<>();
    ThreadCpu.add("19 (C2 (odd) one)" + REST.formatted(2, 0), millis);
    assertEquals(Map.of("C2 (odd) one", 20L), millis);
  }

  @Test
  void newThreadCountsFromItsBeginning() {
    ThreadCpu before = new ThreadCpu(Map.of("main", 100L));
    ThreadCpu after = new ThreadCpu(Map.of("main", 130L, "late", 20L));
    assertEquals(Map.of("main", 30L, "late", 20L), after.since(before).millis());
  }
}
