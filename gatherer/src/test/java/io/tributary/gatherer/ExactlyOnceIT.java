package io.tributary.gatherer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.Verdict;
import io.tributary.sandbox.ClickHouseServer;
import io.tributary.sandbox.Sandbox;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Inserts whose rows must not be stored twice, whatever becomes of them. On the sandbox's
 * ClickHouse, because it is killed here.
 */
@Isolated("It stops the ClickHouse that all share.")
final class ExactlyOnceIT {
  private static final ClickHouseServer CLICK_HOUSE = Sandbox.shared().clickHouse();
  private static RunningGatherer gatherer;

  @BeforeAll
  static void start() {
    CLICK_HOUSE.createDatabase(RunningGatherer.DATABASE);
    gatherer = RunningGatherer.start("CLICKHOUSE_URL", CLICK_HOUSE.url());
  }

  @AfterAll
  static void stop() {
    gatherer.close();
  }

  private static String name(String table) {
    return RunningGatherer.DATABASE + "." + table;
  }

  private static void table(String table, String behind) {
    CLICK_HOUSE.query(
        "CREATE TABLE %s (%s) ENGINE = MergeTree %s"
            .formatted(name(table), LedgerRows.COLUMNS, behind));
  }

  /** How many rows, how many offsets, and the sum of the last column. */
  private static String content(String table) {
    return CLICK_HOUSE
        .query("SELECT count(), uniqExact(__offset), sum(tail) FROM " + name(table))
        .strip();
  }

  private static TestConnector writer(String table) throws Exception {
    TestConnector connector = gatherer.connect();
    TableAnswer.Columns described =
        assertInstanceOf(
            TableAnswer.Columns.class, connector.ensure(1, LedgerRows.definition(table)));
    assertEquals(Guarantee.EXACTLY_ONCE, described.delivery().best(), described::toString);
    connector.openExactlyOnce(1, LedgerRows.LAYOUT, 0);
    return connector;
  }

  private static void awaitInsert(String table) {
    await(
        "an insert into " + table,
        "SELECT count() > 0 FROM system.processes WHERE endsWith(Settings['log_comment'], ' table="
            + name(table)
            + "')");
  }

  private static void await(String what, String question) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!CLICK_HOUSE.query(question).strip().equals("1")) {
      assertTrue(System.nanoTime() < deadline, () -> "no " + what);
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Test
  void rowsAreStoredAndTheGuaranteeIsShown() throws Exception {
    table("once", "ORDER BY __offset");
    try (TestConnector writer = writer("once")) {
      long batch = writer.rows(1, LedgerRows.LAYOUT, 10, LedgerRows.rows(0, 0, 10));
      assertEquals(new Verdict.Stored(), writer.verdict(1, batch));
      assertEquals("10\t10\t90", content("once"));
      assertEquals(1, gatherer.metric("tributary_gatherer_table_guarantee{table=\"once\"}"), 0.001);
    }
  }

  @Test
  void anInsertThatFailsInItsViewIsCompletedOverAllTablePartitions() throws Exception {
    table("cut", "PARTITION BY __offset % 45 ORDER BY __offset");
    CLICK_HOUSE.query("CREATE TABLE " + name("cut_seen") + " (n UInt64) ENGINE = Null");
    // More than 3 s of sleep in one block are refused, when the rows are in the table already.
    CLICK_HOUSE.query(
        "CREATE MATERIALIZED VIEW %s TO %s AS SELECT toUInt64(__offset + sleepEachRow(0.07)) AS n FROM %s"
            .formatted(name("cut_view"), name("cut_seen"), name("cut")));
    try (TestConnector writer = writer("cut")) {
      long batch = writer.rows(1, LedgerRows.LAYOUT, 45, LedgerRows.rows(0, 0, 45));
      assertEquals(new Verdict.Stored(), writer.verdict(1, batch));
      assertEquals("45\t45\t405", content("cut"));
      assertNotEquals(0, gatherer.metric("tributary_gatherer_retries_total{table=\"cut\"}"), 0.001);
    }
  }

  @Test
  void aRowThatAViewRefusesIsNeverStoredAndQuarantined() throws Exception {
    table("refusing", "ORDER BY __offset");
    CLICK_HOUSE.query("CREATE TABLE " + name("refusing_seen") + " (n UInt64) ENGINE = Null");
    CLICK_HOUSE.query(
        "CREATE MATERIALIZED VIEW %s TO %s AS SELECT toUInt64(throwIf(__offset = 0, 'bad')) AS n FROM %s"
            .formatted(name("refusing_view"), name("refusing_seen"), name("refusing")));
    try (TestConnector writer = writer("refusing")) {
      long batch = writer.rows(1, LedgerRows.LAYOUT, 1, LedgerRows.rows(0, 0, 1));
      Verdict verdict = writer.verdict(1, batch);
      // Which of both it is depends on how far ClickHouse had come when the view failed.
      assertEquals(verdict instanceof Verdict.Stored ? "1\t1\t9" : "0\t0\t0", content("refusing"));
    }
  }

  @Test
  void aViewWithADeduplicationWindowIsExactAfterAKilledInsert() throws Exception {
    table("viewed", "ORDER BY __offset SETTINGS non_replicated_deduplication_window = 1000");
    CLICK_HOUSE.query(
        "CREATE TABLE %s (n UInt64) ENGINE = MergeTree ORDER BY n SETTINGS non_replicated_deduplication_window = 1000"
            .formatted(name("viewed_seen")));
    CLICK_HOUSE.query(
        "CREATE MATERIALIZED VIEW %s TO %s AS SELECT toUInt64(__offset + sleepEachRow(0.04)) AS n FROM %s"
            .formatted(name("viewed_view"), name("viewed_seen"), name("viewed")));
    try (TestConnector writer = writer("viewed")) {
      long batch = writer.rows(1, LedgerRows.LAYOUT, 40, LedgerRows.rows(0, 0, 40));
      awaitInsert("viewed");
      CLICK_HOUSE.query(
          "KILL QUERY WHERE endsWith(Settings['log_comment'], ' table=%s') ASYNC"
              .formatted(name("viewed")));
      assertEquals(new Verdict.Stored(), writer.verdict(1, batch));
      assertEquals("40\t40\t360", content("viewed"));
      assertEquals(
          "40\t40",
          CLICK_HOUSE.query("SELECT count(), uniqExact(n) FROM " + name("viewed_seen")).strip());
    }
  }

  @Test
  void anInsertDuringWhichClickHouseDiesIsCompleted() throws Exception {
    table("dies", "PARTITION BY __offset % 10 ORDER BY __offset");
    CLICK_HOUSE.query("CREATE TABLE " + name("dies_seen") + " (n UInt64) ENGINE = Null");
    CLICK_HOUSE.query(
        "CREATE MATERIALIZED VIEW %s TO %s AS SELECT toUInt64(__offset + sleepEachRow(0.02)) AS n FROM %s"
            .formatted(name("dies_view"), name("dies_seen"), name("dies")));
    try (TestConnector writer = gatherer.connect()) {
      writer.ensure(1, LedgerRows.definition("dies"));
      writer.openWithoutLease(1, LedgerRows.LAYOUT, 0);
      // A short lease, so that the end of the insert is certain soon.
      writer.renew(1, 2_000);
      long batch = writer.rows(1, LedgerRows.LAYOUT, 100, LedgerRows.rows(0, 0, 100));
      awaitInsert("dies");
      CLICK_HOUSE.kill();
      CLICK_HOUSE.start();
      Verdict verdict = writer.verdict(1, batch);
      while (verdict instanceof Verdict.Deferred) {
        writer.renew(1, 20_000);
        writer.repeat(1, batch, LedgerRows.LAYOUT, 100, LedgerRows.rows(0, 0, 100));
        verdict = writer.verdict(1, batch);
      }
      assertEquals(new Verdict.Stored(), verdict);
      assertEquals("100\t100\t900", content("dies"));
    }
  }

  @Test
  void aWriterWhoseLeaseIsOverStoresNothing() throws Exception {
    table("late", "ORDER BY __offset");
    try (TestConnector writer = gatherer.connect()) {
      writer.ensure(1, LedgerRows.definition("late"));
      writer.openWithoutLease(1, LedgerRows.LAYOUT, 0);
      long batch = writer.rows(1, LedgerRows.LAYOUT, 5, LedgerRows.rows(0, 0, 5));
      assertInstanceOf(Verdict.Deferred.class, writer.verdict(1, batch));
      assertEquals("0\t0\t0", content("late"));
      writer.renew(1, 20_000);
      writer.repeat(1, batch, LedgerRows.LAYOUT, 5, LedgerRows.rows(0, 0, 5));
      assertEquals(new Verdict.Stored(), writer.verdict(1, batch));
      assertEquals("5\t5\t45", content("late"));
    }
  }

  @Test
  void aTableThatWasExchangedGetsNoRow() throws Exception {
    table("exchanged", "ORDER BY __offset");
    table("other", "ORDER BY __offset");
    try (TestConnector writer = writer("exchanged")) {
      CLICK_HOUSE.query("EXCHANGE TABLES %s AND %s".formatted(name("exchanged"), name("other")));
      long batch = writer.rows(1, LedgerRows.LAYOUT, 5, LedgerRows.rows(0, 0, 5));
      assertTrue(
          assertInstanceOf(Verdict.Deferred.class, writer.verdict(1, batch))
              .message()
              .contains("replaced"));
      assertInstanceOf(
          TableAnswer.Columns.class,
          writer.await(Frame.Described.class, described -> described.table() == 1).answer());
      // The connector knows of the other table now; rows of its claim are still for the first.
      writer.repeat(1, batch, LedgerRows.LAYOUT, 5, LedgerRows.rows(0, 0, 5));
      assertInstanceOf(Verdict.Deferred.class, writer.verdict(1, batch));
      assertEquals("0\t0\t0", content("exchanged"));
      assertEquals("0\t0\t0", content("other"));
    }
  }
}
