package io.tributary.gatherer;

import static io.tributary.gatherer.TestConnector.definition;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.sandbox.ClickHouseServer;
import io.tributary.sandbox.Sandbox;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What {@code /ready} and {@code /live} say while ClickHouse comes and goes. On the sandbox's,
 * because it is killed here.
 */
@Isolated("It stops the ClickHouse that all share.")
final class ReadinessIT {
  private static final ClickHouseServer CLICK_HOUSE = Sandbox.shared().clickHouse();

  @BeforeAll
  static void createDatabase() {
    CLICK_HOUSE.createDatabase(RunningGatherer.DATABASE);
  }

  @Test
  void lastingOutageIsAReasonAndEndsWithIt() throws Exception {
    try (RunningGatherer gatherer = RunningGatherer.start("CLICKHOUSE_URL", CLICK_HOUSE.url());
        TestConnector connector = gatherer.connect()) {
      connector.ensure(1, definition("readiness", "MergeTree"));
      connector.open(1, Rows.PLAIN);
      assertEquals("ready\n", gatherer.look("/ready"));
      CLICK_HOUSE.kill();
      try {
        connector.rows(1, Rows.PLAIN, 1, Rows.plain(0, 1, ""));
        String reason = await(gatherer, text -> !text.equals("ready\n"));
        assertTrue(
            reason.matches("ClickHouse has (stored nothing|not answered) for [0-9]+ s: .+\n"),
            reason);
        assertEquals("live\n", gatherer.look("/live"));
      } finally {
        CLICK_HOUSE.start();
      }
      String unused = await(gatherer, text -> text.equals("ready\n"));
    }
  }

  private static String await(RunningGatherer gatherer, Predicate<String> wanted) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    String text = gatherer.look("/ready");
    while (!wanted.test(text)) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("/ready says " + text);
      }
      LockSupport.parkNanos(20_000_000);
      text = gatherer.look("/ready");
    }
    return text;
  }
}
