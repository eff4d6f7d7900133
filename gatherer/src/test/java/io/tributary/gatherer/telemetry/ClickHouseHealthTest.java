package io.tributary.gatherer.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.gatherer.insert.InsertOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClickHouseHealthTest {
  private static final InsertOutcome DOWN = new InsertOutcome.NotSent("connection refused");
  private static final InsertOutcome STORED = new InsertOutcome.Stored();

  private final ClickHouseHealth health = new ClickHouseHealth(0);

  @Test
  void failingInsertsAreAReasonAfterAWhile() {
    health.attempted("a", DOWN, seconds(1));
    health.attempted("a", new InsertOutcome.Unknown(0, "connection reset"), seconds(9));
    assertEquals(1, health.tablesRetrying());
    assertEquals(List.of(), health.reasons(seconds(10)));
    assertEquals(
        List.of("ClickHouse has stored nothing for 14 s: connection reset"),
        health.reasons(seconds(15)));
    health.attempted("a", STORED, seconds(16));
    assertEquals(0, health.tablesRetrying());
    assertEquals(List.of(), health.reasons(seconds(16)));
  }

  @Test
  void oneStuckTableIsNotAReasonWhileOthersAreStored() {
    health.attempted("stuck", DOWN, seconds(1));
    health.attempted("other", STORED, seconds(2));
    assertEquals(List.of(), health.reasons(seconds(100)));
    assertEquals(1, health.tablesRetrying());
  }

  @Test
  void aTableWhoseRowsWereSentBackIsNotStuck() {
    health.attempted("a", DOWN, seconds(1));
    health.settled("a");
    assertEquals(0, health.tablesRetrying());
    assertEquals(List.of(), health.reasons(seconds(100)));
  }

  @Test
  void outageBesideAStuckTableIsAReason() {
    health.attempted("stuck", DOWN, seconds(1));
    health.attempted("other", STORED, seconds(2));
    health.attempted("other", DOWN, seconds(3));
    assertEquals(
        List.of("ClickHouse has stored nothing for 17 s: connection refused"),
        health.reasons(seconds(20)));
  }

  @Test
  void refusedRowsShowThatClickHouseTakesRows() {
    health.attempted("a", DOWN, seconds(1));
    health.attempted("a", new InsertOutcome.Refused(27, "cannot parse", 0), seconds(2));
    assertEquals(List.of(), health.reasons(seconds(100)));
  }

  @Test
  void idleGathererIsNotReadyWhenQuestionsAreNotAnswered() {
    health.unheard("connection refused", seconds(0));
    health.unheard("connection refused", seconds(5));
    assertEquals(List.of(), health.reasons(seconds(9)));
    assertEquals(
        List.of("ClickHouse has not answered for 10 s: connection refused"),
        health.reasons(seconds(10)));
    health.heard();
    assertEquals(List.of(), health.reasons(seconds(11)));
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
