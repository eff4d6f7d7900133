package io.tributary.gatherer;

import static io.tributary.gatherer.RunningGatherer.clickHouse;
import static io.tributary.gatherer.RunningGatherer.number;
import static io.tributary.gatherer.TestConnector.definition;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.frame.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Twenty tables that share one gatherer. */
final class FairnessIT {
  private static final int TABLES = 20;
  private static final int ROUNDS = 30;

  @BeforeAll
  static void createDatabase() {
    clickHouse().createDatabase(RunningGatherer.DATABASE);
  }

  private static TestConnector opened(RunningGatherer gatherer, String table) throws Exception {
    TestConnector connector = gatherer.connect();
    connector.ensure(1, definition(table, "MergeTree"));
    connector.open(1, Rows.PLAIN);
    return connector;
  }

  /** Sends some rows and waits until they are stored, again and again. */
  private static Void rounds(TestConnector connector) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      long sequence = connector.rows(1, Rows.PLAIN, 10, Rows.plain(i * 10L, 10, ""));
      assertEquals(new Verdict.Stored(), connector.verdict(1, sequence));
    }
    return null;
  }

  /** Sends as fast as credit allows until told to stop; returns how many batches were stored. */
  private static long flood(TestConnector connector, AtomicBoolean stop) throws Exception {
    String wide = "x".repeat(60_000);
    long batches = 0;
    for (; !stop.get(); batches++) {
      connector.rows(1, Rows.PLAIN, 1, Rows.plain(batches, 1, wide));
    }
    for (long i = 0; i < batches; i++) {
      assertEquals(new Verdict.Stored(), connector.verdict(1, i));
    }
    return batches;
  }

  /** Makes each insert into {@code table} take a second. */
  private static void slowDown(String table) {
    String name = RunningGatherer.DATABASE + "." + table;
    clickHouse()
        .query(
            "CREATE TABLE %s (id UInt64, name String, tail UInt32) ENGINE = MergeTree ORDER BY id"
                .formatted(name));
    clickHouse().query("CREATE TABLE %s_slept (s UInt8) ENGINE = Null".formatted(name));
    clickHouse()
        .query(
            "CREATE MATERIALIZED VIEW %s_view TO %s_slept AS SELECT sleep(1) AS s FROM %s"
                .formatted(name, name, name));
  }

  @Test
  void aSlowTableDoesNotSlowTheOthers() throws Exception {
    slowDown("fair_slow");
    AtomicBoolean stop = new AtomicBoolean();
    List<TestConnector> connectors = new ArrayList<>();
    // The slow one may hold all 4 MiB, and gets three quarters of the 2.7 MiB that are shared.
    try (RunningGatherer gatherer =
            RunningGatherer.start(
                "FLUSH_INTERVAL", "20ms",
                "GATHERER_MEMORY", "4MiB",
                "BATCH_MAX_BYTES", "64KiB",
                "QUARANTINE_BATCH_MAX_BYTES", "32KiB",
                "MAX_TABLE_STREAMS", "" + TABLES,
                "TABLE_CREDIT", "4MiB");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      TestConnector slow = opened(gatherer, "fair_slow");
      connectors.add(slow);
      Future<Long> flood = threads.submit(() -> flood(slow, stop));
      try {
        othersFinish(gatherer, connectors);
      } finally {
        stop.set(true);
      }
      assertEquals(flood.get(), number("uniqExact(id)", "fair_slow"));
    } finally {
      for (TestConnector connector : connectors) {
        connector.close();
      }
    }
  }

  /** While the slow table is flooded, all others do their rounds. */
  private static void othersFinish(RunningGatherer gatherer, List<TestConnector> connectors)
      throws Exception {
    gatherer.awaitMetric("tributary_gatherer_received_bytes_total", 1_000_000);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> others = new ArrayList<>();
      for (int i = 1; i < TABLES; i++) {
        TestConnector connector = opened(gatherer, "fair_" + i);
        connectors.add(connector);
        others.add(threads.submit(() -> rounds(connector)));
      }
      for (Future<Void> other : others) {
        other.get();
      }
      double fast = (TABLES - 1) * ROUNDS;
      double slowInserts = gatherer.metric("tributary_gatherer_inserts_total") - fast;
      // Had each round waited for a slow insert, there would be as many of those as rounds.
      assertTrue(slowInserts < ROUNDS, slowInserts + " slow inserts meanwhile");
      for (int i = 1; i < TABLES; i++) {
        assertEquals(10 * ROUNDS, number("count()", "fair_" + i));
      }
    }
  }

  @Test
  void insertsOfManyTablesKeepToTheBound() throws Exception {
    List<TestConnector> connectors = new ArrayList<>();
    try (RunningGatherer gatherer =
            RunningGatherer.start("FLUSH_INTERVAL", "1ms", "MAX_INSERTS_PER_SECOND", "100");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < TABLES; i++) {
        connectors.add(opened(gatherer, "paced_" + i));
      }
      long began = System.nanoTime();
      List<Future<Void>> running = new ArrayList<>();
      for (TestConnector connector : connectors) {
        running.add(threads.submit(() -> rounds(connector)));
      }
      for (Future<Void> one : running) {
        one.get();
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      double inserts = gatherer.metric("tributary_gatherer_inserts_total");
      assertEquals(TABLES * ROUNDS, inserts);
      assertTrue(inserts <= 100 * seconds + 10, inserts + " inserts in " + seconds + " s");
      assertTrue(gatherer.metric("tributary_gatherer_flushes_delayed_total{cause=\"pace\"}") > 0);
    } finally {
      for (TestConnector connector : connectors) {
        connector.close();
      }
    }
  }
}
