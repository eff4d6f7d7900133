package io.tributary.gatherer;

import static io.tributary.gatherer.RunningGatherer.number;
import static io.tributary.gatherer.TestConnector.definition;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.GoodbyeReason;
import io.tributary.protocol.frame.Verdict;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What makes a gatherer insert; the other reasons are out of reach in each test. */
final class FlushIT {
  private static final String NEVER = "1h";

  @BeforeAll
  static void createDatabase() {
    RunningGatherer.clickHouse().createDatabase(RunningGatherer.DATABASE);
  }

  private static TestConnector opened(RunningGatherer gatherer, String table) throws Exception {
    TestConnector connector = gatherer.connect();
    connector.ensure(1, definition(table, "MergeTree"));
    connector.open(1, Rows.PLAIN);
    return connector;
  }

  private static double flushes(RunningGatherer gatherer, String reason) throws Exception {
    return gatherer.metric("tributary_gatherer_flushes_total{reason=\"" + reason + "\"}");
  }

  @Test
  void rows() throws Exception {
    try (RunningGatherer gatherer =
            RunningGatherer.start("FLUSH_INTERVAL", NEVER, "FLUSH_ROWS", "100");
        TestConnector connector = opened(gatherer, "by_rows")) {
      connector.rows(1, Rows.PLAIN, 99, Rows.plain(0, 99, ""));
      long second = connector.rows(1, Rows.PLAIN, 1, Rows.plain(99, 1, ""));
      assertEquals(new Verdict.Stored(), connector.verdict(1, second));
      assertEquals(1, flushes(gatherer, "rows"));
    }
  }

  @Test
  void anInsertMakesOnePart() throws Exception {
    int batchRows = 100_000;
    try (RunningGatherer gatherer =
            RunningGatherer.start("FLUSH_INTERVAL", NEVER, "FLUSH_ROWS", "300000");
        TestConnector connector = opened(gatherer, "one_part")) {
      for (int i = 0; i < 3; i++) {
        connector.rows(
            1, Rows.PLAIN, batchRows, Rows.plain((long) i * batchRows, batchRows, "some name"));
      }
      assertEquals(new Verdict.Stored(), connector.verdict(1, 2));
      assertEquals(300_000, number("uniqExact(id)", "one_part"));
      assertEquals(
          "1",
          RunningGatherer.clickHouse()
              .query("SELECT max(max_block_number) FROM system.parts WHERE table = 'one_part'"));
    }
  }

  @Test
  void bytes() throws Exception {
    try (RunningGatherer gatherer =
            RunningGatherer.start("FLUSH_INTERVAL", NEVER, "FLUSH_BYTES", "1KiB");
        TestConnector connector = opened(gatherer, "by_bytes")) {
      long only = connector.rows(1, Rows.PLAIN, 1, Rows.plain(0, 1, "x".repeat(1024)));
      assertEquals(new Verdict.Stored(), connector.verdict(1, only));
      assertEquals(1, flushes(gatherer, "bytes"));
    }
  }

  @Test
  void age() throws Exception {
    try (RunningGatherer gatherer = RunningGatherer.start("FLUSH_INTERVAL", "300ms");
        TestConnector connector = opened(gatherer, "by_age")) {
      long began = System.nanoTime();
      long only = connector.rows(1, Rows.PLAIN, 1, Rows.plain(0, 1, ""));
      assertEquals(new Verdict.Stored(), connector.verdict(1, only));
      assertTrue(System.nanoTime() - began >= 300_000_000L);
      assertEquals(1, flushes(gatherer, "age"));
    }
  }

  @Test
  void creditThatIsUsedUp() throws Exception {
    try (RunningGatherer gatherer =
            RunningGatherer.start(
                "FLUSH_INTERVAL", NEVER,
                "GATHERER_MEMORY", "1MiB",
                "BATCH_MAX_BYTES", "32KiB",
                "QUARANTINE_BATCH_MAX_BYTES", "32KiB",
                "TABLE_CREDIT", "32KiB");
        TestConnector connector = opened(gatherer, "by_credit")) {
      long only = connector.rows(1, Rows.PLAIN, 1, Rows.plain(0, 1, "x".repeat(20_000)));
      assertEquals(new Verdict.Stored(), connector.verdict(1, only));
      assertEquals(1, flushes(gatherer, "credit"));
      connector.rows(1, Rows.PLAIN, 1, Rows.plain(1, 1, "x".repeat(32_000)));
    }
  }

  @Test
  void memoryThatFillsUp() throws Exception {
    try (RunningGatherer gatherer =
            RunningGatherer.start(
                "FLUSH_INTERVAL", NEVER,
                "GATHERER_MEMORY", "1MiB",
                "BATCH_MAX_BYTES", "64KiB",
                "QUARANTINE_BATCH_MAX_BYTES", "32KiB",
                "MAX_TABLE_STREAMS", "2",
                "TABLE_CREDIT", "1MiB");
        TestConnector idle = opened(gatherer, "by_memory_idle");
        TestConnector busy = opened(gatherer, "by_memory")) {
      idle.rows(1, Rows.PLAIN, 1, Rows.plain(0, 1, ""));
      for (int i = 0; i < 9; i++) {
        busy.rows(1, Rows.PLAIN, 1, Rows.plain(i, 1, "x".repeat(60_000)));
      }
      // The last one may still be on its way when the memory that it takes is counted.
      for (int i = 0; i < 8; i++) {
        assertEquals(new Verdict.Stored(), busy.verdict(1, i));
      }
      assertEquals(1, flushes(gatherer, "memory"));
      assertEquals(0, number("count()", "by_memory_idle"));
    }
  }

  @Test
  void manyTinyBatchesOfOneSession() throws Exception {
    try (RunningGatherer gatherer = RunningGatherer.start("FLUSH_INTERVAL", NEVER);
        TestConnector connector = opened(gatherer, "by_count")) {
      Buffer row = Rows.plain(0, 1, "");
      for (int i = 0; i < 20_000; i++) {
        connector.rows(1, Rows.PLAIN, 1, row);
      }
      assertEquals(new Verdict.Stored(), connector.verdict(1, 16_000));
    }
  }

  @Test
  void gracefulStop() throws Exception {
    try (RunningGatherer gatherer = RunningGatherer.start("FLUSH_INTERVAL", NEVER);
        TestConnector connector = opened(gatherer, "by_stop")) {
      long only = connector.rows(1, Rows.PLAIN, 3, Rows.plain(0, 3, ""));
      gatherer.awaitMetric("tributary_gatherer_batches_received_total", 1);
      Future<Void> stopped = gatherer.stop();
      assertEquals(new Verdict.Stored(), connector.verdict(1, only));
      assertEquals(
          GoodbyeReason.SHUTDOWN, connector.await(Frame.Goodbye.class, any -> true).reason());
      connector.awaitEnd();
      RunningGatherer.get(stopped);
      assertEquals(3, number("count()", "by_stop"));
    }
  }

  @Test
  void oneInsertAnIntervalWhateverTheNumberOfBatches() throws Exception {
    try (RunningGatherer gatherer = RunningGatherer.start("FLUSH_INTERVAL", "500ms");
        TestConnector connector = opened(gatherer, "steady")) {
      long began = System.nanoTime();
      long settled = -1;
      while (System.nanoTime() - began < 2_000_000_000L) {
        long last = connector.rows(1, Rows.PLAIN, 1, Rows.plain(0, 1, ""));
        if (last - settled == 50) {
          connector.verdict(1, last);
          settled = last;
        }
      }
      assertTrue(settled > 100, "only " + settled + " batches were settled");
      double intervals = (System.nanoTime() - began) / 500e6;
      double inserts = gatherer.metric("tributary_gatherer_inserts_total");
      assertTrue(inserts <= intervals + 1, inserts + " inserts in " + intervals + " intervals");
    }
  }
}
