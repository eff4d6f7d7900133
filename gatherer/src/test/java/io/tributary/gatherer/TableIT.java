package io.tributary.gatherer;

import static io.tributary.gatherer.RunningGatherer.clickHouse;
import static io.tributary.gatherer.RunningGatherer.number;
import static io.tributary.gatherer.TestConnector.definition;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.TableDefinition;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables that are missing, wrong or changed, and rows that do not fit. */
final class TableIT {
  private static RunningGatherer gatherer;

  @BeforeAll
  static void start() {
    clickHouse().createDatabase(RunningGatherer.DATABASE);
    gatherer = RunningGatherer.start();
  }

  @AfterAll
  static void stop() {
    gatherer.close();
  }

  private static String name(String table) {
    return RunningGatherer.DATABASE + "." + table;
  }

  @Test
  void missingTableWithoutEngineIsUnfit() throws Exception {
    try (TestConnector connector = gatherer.connect()) {
      TableAnswer answer = connector.ensure(1, definition("nowhere", ""));
      assertEquals(
          "table nowhere does not exist in database gatherer_it and the datasource has no ENGINE:"
              + " create it, or add ENGINE and ENGINE_SORTING_KEY",
          assertInstanceOf(TableAnswer.Unfit.class, answer).message());
      assertInstanceOf(
          TableAnswer.Columns.class, connector.ensure(1, definition("nowhere", "MergeTree")));
    }
  }

  @Test
  void wrongEngineIsUnfit() throws Exception {
    try (TestConnector connector = gatherer.connect()) {
      TableAnswer answer = connector.ensure(1, definition("odd", "NoSuchTree"));
      assertTrue(
          assertInstanceOf(TableAnswer.Unfit.class, answer).message().contains("NoSuchTree"));
    }
  }

  @Test
  void missingColumnIsUnfitWithTheStatementThatHelps() throws Exception {
    clickHouse().query("CREATE TABLE " + name("narrow") + " (id UInt64) ENGINE = Memory");
    try (TestConnector connector = gatherer.connect()) {
      TableAnswer answer = connector.ensure(1, definition("narrow", "MergeTree"));
      assertEquals(
          "table narrow has no column name, tail: run ALTER TABLE `gatherer_it`.`narrow`"
              + " ADD COLUMN IF NOT EXISTS `name` String DEFAULT concat('n', toString(id)),"
              + " ADD COLUMN IF NOT EXISTS `tail` UInt32",
          assertInstanceOf(TableAnswer.Unfit.class, answer).message());
    }
  }

  @Test
  void columnsThatMayBeAddedAreAddedOnceTheyAreWanted() throws Exception {
    clickHouse().query("CREATE TABLE " + name("grows") + " (id UInt64) ENGINE = Memory");
    try (TestConnector connector = gatherer.connect()) {
      List<ColumnDefinition> first = List.of(new ColumnDefinition("id", "UInt64", ""));
      connector.ensure(1, new TableDefinition("grows", first, "", "", ""));

      List<ColumnDefinition> more = new ArrayList<>(first);
      more.add(new ColumnDefinition("name", "Nullable(String)", "'x'").added());
      connector.send(
          new Frame.Ensure(1, TableRole.ROWS, new TableDefinition("grows", more, "", "", "")));
      Frame.Described grown =
          connector.await(
              Frame.Described.class,
              described ->
                  described.answer()
                          instanceof
                          TableAnswer.Columns(String db, UUID id, var columns, var delivery)
                      && columns.size() == 2);

      assertInstanceOf(TableAnswer.Columns.class, grown.answer());
      assertEquals(
          "id\tUInt64\nname\tNullable(String)",
          clickHouse()
              .query(
                  "SELECT name, type FROM system.columns WHERE table = 'grows' ORDER BY position")
              .strip());
    }
  }

  @Test
  void aHandleNeverBecomesAnotherTables() throws Exception {
    try (TestConnector connector = gatherer.connect()) {
      connector.ensure(1, definition("its_own", "Memory"));
      connector.send(new Frame.Ensure(1, TableRole.ROWS, definition("another", "Memory")));
      Frame.Goodbye goodbye = connector.await(Frame.Goodbye.class, any -> true);
      assertEquals("P-25 HANDLE_REUSE: handle 1 is another table's", goodbye.message());
    }
  }

  @Test
  void sessionsMayEnsureOneTableAtOnce() throws Exception {
    try (TestConnector a = gatherer.connect();
        TestConnector b = gatherer.connect()) {
      a.send(new Frame.Ensure(1, TableRole.ROWS, definition("at_once", "MergeTree")));
      b.send(new Frame.Ensure(1, TableRole.ROWS, definition("at_once", "MergeTree")));
      UUID first = uuid(a.await(Frame.Described.class, any -> true));
      assertEquals(first, uuid(b.await(Frame.Described.class, any -> true)));
      assertNotEquals(new UUID(0, 0), first);
    }
  }

  private static UUID uuid(Frame.Described described) {
    return assertInstanceOf(TableAnswer.Columns.class, described.answer()).uuid();
  }

  @Test
  void createdTablesHaveADedupWindow() throws Exception {
    try (TestConnector connector = gatherer.connect()) {
      connector.ensure(1, definition("window", "MergeTree"));
      assertTrue(
          clickHouse()
              .query("SHOW CREATE TABLE " + name("window"))
              .contains("non_replicated_deduplication_window = 1000"));
    }
  }

  @Test
  void markedFieldsTakeTheTablesDefault() throws Exception {
    try (TestConnector connector = gatherer.connect()) {
      connector.ensure(1, definition("markers", "MergeTree"));
      connector.open(1, Rows.MARKED);
      connector.rows(1, Rows.MARKED, 1, Rows.withoutName(41));
      long second = connector.rows(1, Rows.MARKED, 1, Rows.withName(42, "given"));
      assertEquals(new Verdict.Stored(), connector.verdict(1, second));
      assertEquals(
          "41\tn41\t7\n42\tgiven\t7",
          clickHouse().query("SELECT id, name, tail FROM " + name("markers") + " ORDER BY id"));
    }
  }

  @Test
  void twoLayoutsOfOneTableDoNotMix() throws Exception {
    try (TestConnector connector = gatherer.connect()) {
      connector.ensure(1, definition("layouts", "MergeTree"));
      connector.open(1, Rows.PLAIN);
      connector.open(1, Rows.MARKED);
      for (int i = 0; i < 10; i++) {
        connector.rows(1, Rows.PLAIN, 1, Rows.plain(i, 1, "plain"));
        connector.rows(1, Rows.MARKED, 1, Rows.withName(100 + i, "marked"));
      }
      for (int i = 0; i < 20; i++) {
        assertEquals(new Verdict.Stored(), connector.verdict(1, i));
      }
      assertEquals(20, number("countIf(tail = 7 AND name IN ('plain', 'marked'))", "layouts"));
    }
  }

  @Test
  void onlyTheGuiltyBatchIsRefused() throws Exception {
    try (TestConnector connector = gatherer.connect()) {
      connector.ensure(1, definition("guilty", "MergeTree"));
      connector.open(1, Rows.PLAIN);
      for (int i = 0; i < 7; i++) {
        // Too short for its row: whatever is joined behind it is misread.
        Buffer row = Rows.plain(i, 1, "ok");
        connector.rows(1, Rows.PLAIN, 1, i == 3 ? row.slice(0, row.length() - 3) : row);
      }
      for (int i = 0; i < 7; i++) {
        Verdict verdict = connector.verdict(1, i);
        if (i == 3) {
          assertEquals(33, assertInstanceOf(Verdict.Refused.class, verdict).code());
        } else {
          assertEquals(new Verdict.Stored(), verdict);
        }
      }
      assertEquals(6, number("countIf(name = 'ok' AND tail = 7)", "guilty"));
    }
  }

  @Test
  void rowsOfMoreTablePartitionsThanTheServerLikesAreStored() throws Exception {
    clickHouse()
        .query(
            "CREATE TABLE "
                + name("scattered")
                + " (id UInt64, name String, tail UInt32)"
                + " ENGINE = MergeTree ORDER BY id PARTITION BY id");
    try (TestConnector connector = gatherer.connect()) {
      connector.ensure(1, definition("scattered", ""));
      connector.open(1, Rows.PLAIN);
      long only = connector.rows(1, Rows.PLAIN, 150, Rows.plain(0, 150, "ok"));
      assertEquals(new Verdict.Stored(), connector.verdict(1, only));
      assertEquals(150, number("uniqExact(id)", "scattered"));
    }
  }

  @Test
  void droppedTableIsDescribedAgainAndItsBatchesAreDeferred() throws Exception {
    try (TestConnector connector = gatherer.connect()) {
      UUID before = uuidOf(connector.ensure(1, definition("dropped", "MergeTree")));
      connector.open(1, Rows.PLAIN);
      clickHouse().query("DROP TABLE " + name("dropped"));
      Buffer row = Rows.plain(1, 1, "late");
      long sequence = connector.rows(1, Rows.PLAIN, 1, row);
      assertInstanceOf(Verdict.Deferred.class, connector.verdict(1, sequence));
      assertNotEquals(before, uuid(connector.await(Frame.Described.class, any -> true)));
      connector.repeat(1, sequence, Rows.PLAIN, 1, row);
      assertEquals(new Verdict.Stored(), connector.verdict(1, sequence));
    }
  }

  private static UUID uuidOf(TableAnswer answer) {
    return assertInstanceOf(TableAnswer.Columns.class, answer).uuid();
  }
}
