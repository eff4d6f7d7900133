package io.tributary.gatherer.table;

import static io.tributary.gatherer.table.Batches.batch;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FlushPolicyTest {
  private static final long SECOND = 1_000_000_000L;

  private final FlushLimits limits =
      new FlushLimits(100, 1_000, Duration.ofSeconds(1), Duration.ofSeconds(10));
  private final FlushWindow window = new FlushWindow(limits);
  private final FlushPolicy policy = new FlushPolicy(limits, window);
  private final TableBuffer buffer = new TableBuffer();

  @Test
  void youngAndSmallWaits() {
    buffer.add(batch(99, 999, 0));
    assertNull(policy.due(buffer, null, SECOND - 1));
    assertEquals(1, policy.nanosUntilAge(buffer, SECOND - 1));
  }

  @Test
  void rowsAreEnough() {
    buffer.add(batch(99, 1, 0));
    buffer.add(batch(1, 1, 0));
    assertEquals(FlushReason.ROWS, policy.due(buffer, null, 0));
  }

  @Test
  void bytesAreEnough() {
    buffer.add(batch(1, 1_000, 0));
    assertEquals(FlushReason.BYTES, policy.due(buffer, null, 0));
  }

  @Test
  void ageOfTheOldestIsEnough() {
    buffer.add(batch(1, 1, 5));
    buffer.add(batch(1, 1, SECOND));
    assertNull(policy.due(buffer, null, SECOND + 4));
    assertEquals(FlushReason.AGE, policy.due(buffer, null, SECOND + 5));
  }

  @Test
  void ageSurvivesTheOverflowOfTheClock() {
    buffer.add(batch(1, 1, Long.MAX_VALUE));
    assertNull(policy.due(buffer, null, Long.MIN_VALUE + SECOND - 2));
    assertEquals(FlushReason.AGE, policy.due(buffer, null, Long.MIN_VALUE + SECOND - 1));
  }

  @Test
  void pressureFromOutsideIsEnough() {
    buffer.add(batch(1, 1, 0));
    assertEquals(FlushReason.MEMORY, policy.due(buffer, FlushReason.MEMORY, 0));
  }

  private void pressure(long parts) {
    window.counted(
        new PartsReading(parts, parts, new PartsLimits(100, 300, 0)), window.inserts(), 0);
  }

  @Test
  void ageIsThatOfTheWindow() {
    buffer.add(batch(1, 1, 0));
    pressure(100);
    assertNull(policy.due(buffer, null, 10 * SECOND - 1));
    assertEquals(FlushReason.AGE, policy.due(buffer, null, 10 * SECOND));
    assertEquals(1, policy.nanosUntilAge(buffer, 10 * SECOND - 1));
  }

  @Test
  void whileTheWindowIsWideSmallInsertsWaitForCreditInVain() {
    pressure(75);
    buffer.add(batch(24, 1, 0));
    assertNull(policy.due(buffer, FlushReason.CREDIT, 0));
    assertEquals(FlushReason.MEMORY, policy.due(buffer, FlushReason.MEMORY, 0));
    buffer.add(batch(1, 1, 0));
    assertEquals(FlushReason.CREDIT, policy.due(buffer, FlushReason.CREDIT, 0));
  }

  @Test
  void whatWouldBeRefusedWaitsEvenWhenFull() {
    pressure(300);
    buffer.add(batch(100, 1_000, 0));
    assertNull(policy.due(buffer, null, 0));
    assertNull(policy.due(buffer, FlushReason.MEMORY, 0));
    assertNull(policy.due(buffer, FlushReason.CREDIT, 0));
    assertEquals(FlushReason.SHUTDOWN, policy.due(buffer, FlushReason.SHUTDOWN, 0));
    assertEquals(FlushReason.AGE, policy.due(buffer, null, 10 * SECOND));
    pressure(299);
    assertEquals(FlushReason.ROWS, policy.due(buffer, null, 0));
  }

  @Test
  void claimsTheLargerShareOfItsLimits() {
    buffer.add(batch(10, 500, 7));
    assertEquals(new InsertPace.Claim("t", 0.5, 7), policy.claim("t", buffer));
    buffer.add(batch(190, 1, 8));
    assertEquals(new InsertPace.Claim("t", 1, 7), policy.claim("t", buffer));
  }

  @Test
  void emptyNeverIsDue() {
    assertNull(policy.due(buffer, FlushReason.SHUTDOWN, Long.MAX_VALUE));
    assertEquals(Long.MAX_VALUE, policy.nanosUntilAge(buffer, 0));
  }

  @Test
  void moreRowsThanABlockAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new FlushLimits(1_000_001, 1, Duration.ofSeconds(1), Duration.ofSeconds(10)));
  }
}
