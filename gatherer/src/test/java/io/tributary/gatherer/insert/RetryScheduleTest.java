package io.tributary.gatherer.insert;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RetryScheduleTest {
  private final RetrySchedule schedule =
      new RetrySchedule(Duration.ofMillis(100), Duration.ofSeconds(10));
  private final Random random = new Random(1);

  private LongStream delays(int failures) {
    return LongStream.range(0, 10_000).map(i -> schedule.delayMillis(failures, random));
  }

  @Test
  void theBoundDoublesWithEachFailure() {
    assertTrue(delays(1).allMatch(delay -> delay >= 1 && delay <= 100));
    assertTrue(delays(4).allMatch(delay -> delay >= 1 && delay <= 800));
    assertTrue(delays(4).anyMatch(delay -> delay > 400));
  }

  @Test
  void theJitterIsFull() {
    assertTrue(delays(20).anyMatch(delay -> delay < 500));
    assertTrue(delays(20).anyMatch(delay -> delay > 9_500));
  }

  @Test
  void thereIsALongestDelayAndNoLastAttempt() {
    assertTrue(delays(8).allMatch(delay -> delay <= 10_000));
    assertTrue(delays(100).allMatch(delay -> delay >= 1 && delay <= 10_000));
    assertTrue(delays(Integer.MAX_VALUE).allMatch(delay -> delay >= 1 && delay <= 10_000));
  }

  @Test
  void aLongestDelayBelowTheFirstIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new RetrySchedule(Duration.ofMillis(100), Duration.ofMillis(99)));
  }
}
