package io.tributary.gatherer;

import static io.tributary.gatherer.RunningGatherer.clickHouse;
import static io.tributary.gatherer.RunningGatherer.number;
import static io.tributary.gatherer.TestConnector.definition;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.frame.Verdict;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A ClickHouse that does not keep up with merging. */
final class PartsPressureIT {

  @BeforeAll
  static void createDatabase() {
    clickHouse().createDatabase(RunningGatherer.DATABASE);
  }

  private static void create(String table, String settings) {
    clickHouse()
        .query(
            "CREATE TABLE %s.%s (id UInt64, name String, tail UInt32) ENGINE = MergeTree ORDER BY id SETTINGS %s"
                .formatted(RunningGatherer.DATABASE, table, settings));
  }

  private static void merges(String order, String table) {
    clickHouse().query("SYSTEM %s MERGES %s.%s".formatted(order, RunningGatherer.DATABASE, table));
  }

  private static String window(String table) {
    return "tributary_gatherer_flush_window_seconds{table=\"" + table + "\"}";
  }

  private static long partsLeft(String table) {
    return Long.parseLong(
        clickHouse()
            .query(
                "SELECT count() FROM system.parts WHERE active AND database = '%s' AND table = '%s'"
                    .formatted(RunningGatherer.DATABASE, table)));
  }

  @Test
  void theWindowFollowsTheMerges() throws Exception {
    create("pressed", "parts_to_delay_insert = 40");
    merges("STOP", "pressed");
    try (RunningGatherer gatherer =
            RunningGatherer.start(
                "FLUSH_INTERVAL", "20ms",
                "FLUSH_INTERVAL_MAX", "1s",
                "PARTS_CHECK_INTERVAL", "100ms");
        TestConnector connector = gatherer.connect()) {
      connector.ensure(1, definition("pressed", ""));
      connector.open(1, Rows.PLAIN);
      int rows = 0;
      for (; gatherer.metric(window("pressed")) < 0.9; rows++) {
        connector.verdict(1, connector.rows(1, Rows.PLAIN, 1, Rows.plain(rows, 1, "")));
      }
      long parts = partsLeft("pressed");
      assertTrue(parts >= 20 && parts <= 40, parts + " parts when the window was wide");
      merges("START", "pressed");
      for (; gatherer.metric(window("pressed")) > 0.02; rows++) {
        connector.verdict(1, connector.rows(1, Rows.PLAIN, 1, Rows.plain(rows, 1, "")));
      }
      assertEquals(rows, number("uniqExact(id)", "pressed"));
      assertEquals(0, gatherer.metric("tributary_gatherer_too_many_parts_total"));
    } finally {
      merges("START", "pressed");
    }
  }

  @Test
  void rowsThatClickHouseWouldRefuseWaitAndAreStoredLater() throws Exception {
    create("full", "parts_to_throw_insert = 12");
    merges("STOP", "full");
    try (RunningGatherer gatherer =
            RunningGatherer.start(
                "FLUSH_INTERVAL", "20ms",
                "FLUSH_INTERVAL_MAX", "500ms",
                "FLUSH_ROWS", "1",
                "PARTS_CHECK_INTERVAL", "100ms");
        TestConnector connector = gatherer.connect()) {
      connector.ensure(1, definition("full", ""));
      connector.open(1, Rows.PLAIN);
      for (int i = 0; i < 8; i++) {
        connector.rows(1, Rows.PLAIN, 1, Rows.plain(i, 1, ""));
      }
      // A quick machine makes all parts before the first look at them.
      gatherer.awaitMetric(window("full"), 0.021);
      for (int i = 8; i < 20; i++) {
        connector.rows(1, Rows.PLAIN, 1, Rows.plain(i, 1, ""));
      }
      gatherer.awaitMetric("tributary_gatherer_too_many_parts_total", 1);
      assertEquals(12, number("count()", "full"));
      // It waited for the whole of the window before it tried.
      assertTrue(gatherer.metric("tributary_gatherer_flushes_delayed_total{cause=\"parts\"}") >= 1);
      merges("START", "full");
      assertEquals(new Verdict.Stored(), connector.verdict(1, 19));
      assertEquals(20, number("uniqExact(id)", "full"));
    } finally {
      merges("START", "full");
    }
  }

  @Test
  void aTableThatIsNotAMergeTreeHasNoPressure() throws Exception {
    clickHouse()
        .query(
            "CREATE TABLE %s.memory (id UInt64, name String, tail UInt32) ENGINE = Memory"
                .formatted(RunningGatherer.DATABASE));
    try (RunningGatherer gatherer =
            RunningGatherer.start("FLUSH_INTERVAL", "20ms", "PARTS_CHECK_INTERVAL", "100ms");
        TestConnector connector = gatherer.connect()) {
      connector.ensure(1, definition("memory", ""));
      connector.open(1, Rows.PLAIN);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      int rows = 0;
      // Published by the first count.
      for (; gatherer.metric(window("memory")) == 0; rows++) {
        connector.verdict(1, connector.rows(1, Rows.PLAIN, 1, Rows.plain(rows, 1, "")));
        assertTrue(System.nanoTime() < deadline, "the table was never looked at");
      }
      assertEquals(0.02, gatherer.metric(window("memory")));
      assertEquals(rows, number("count()", "memory"));
    }
  }
}
