package io.tributary.gatherer.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FailureLogTest {
  private static final long SECOND = 1_000_000_000L;

  private final List<String> lines = new ArrayList<>();
  private final FailureLog log = new FailureLog("it", lines::add);

  @Test
  void theFirstFailureAndThenOneEvery30Seconds() {
    log.failed("a", 0);
    log.failed("b", SECOND);
    log.failed("c", 30 * SECOND - 1);
    log.failed("d", 30 * SECOND);
    assertEquals(List.of("it is retried: a", "it is retried (4 attempts): d"), lines);
  }

  @Test
  void oneLineOnRecovery() {
    log.failed("a", 0);
    assertEquals(2, log.failed("b", SECOND));
    log.recovered();
    log.recovered();
    assertEquals("it has recovered after 2 failed attempts", lines.getLast());
    assertEquals(2, lines.size());
    assertEquals(1, log.failed("c", 2 * SECOND));
    assertEquals("it is retried: c", lines.getLast());
  }
}
