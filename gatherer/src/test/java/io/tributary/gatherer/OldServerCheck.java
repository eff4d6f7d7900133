package io.tributary.gatherer;

import static io.tributary.gatherer.TestConnector.definition;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.TableDefinition;
import io.tributary.service.process.StartException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gatherer against a real server process, and the oldest there is to have: Debian's
 * clickhouse-server 18.16, as the documented user. Needs that package, so that it is no part of
 * {@code mvn verify}: {@code .ci/old-server} installs it and runs this.
 */
final class OldServerCheck {
  private static DebianClickHouse server;
  private static RunningGatherer gatherer;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = DebianClickHouse.start(folder);
    assertTrue(server.admin().query("SELECT version()").startsWith("18.16."), "another version");
    server.admin().query("CREATE DATABASE " + DebianClickHouse.DATABASE);
    gatherer = gatherer();
  }

  @AfterAll
  static void stop() {
    gatherer.close();
    server.close();
  }

  private static RunningGatherer gatherer(String... more) {
    Map<String, String> settings = new HashMap<>(server.user().settings(more));
    settings.putIfAbsent("CLICKHOUSE_DATABASE", DebianClickHouse.DATABASE);
    List<String> pairs = new ArrayList<>();
    settings.forEach(
        (name, value) -> {
          pairs.add(name);
          pairs.add(value);
        });
    return RunningGatherer.start(pairs.toArray(String[]::new));
  }

  private static String rowsOf(String table) {
    return server
        .admin()
        .query("SELECT count(), uniqExact(id) FROM " + DebianClickHouse.DATABASE + "." + table);
  }

  @Test
  void rowsAreStoredWithoutInput() throws Exception {
    assertEquals(
        "0",
        server.user().query("SELECT count() FROM system.table_functions WHERE name = 'input'"));
    assertEquals(
        "0",
        server.user().query("SELECT count() FROM system.settings WHERE name = 'async_insert'"));
    try (TestConnector connector = gatherer.connect()) {
      TableAnswer answer = connector.ensure(1, definition("plain", "MergeTree"));
      assertEquals(
          List.of("id", "name", "tail"),
          assertInstanceOf(TableAnswer.Columns.class, answer).columns().stream()
              .map(column -> column.name())
              .toList());
      connector.open(1, Rows.PLAIN);
      connector.rows(1, Rows.PLAIN, 100, Rows.plain(0, 100, "ab"));
      long last = connector.rows(1, Rows.PLAIN, 5_000, Rows.plain(100, 5_000, "x".repeat(200)));
      assertEquals(new Verdict.Stored(), connector.verdict(1, last));
      assertEquals("5100\t5100", rowsOf("plain"));
    }
  }

  @Test
  void timesAreReadInTheZoneOfTheServer() throws Exception {
    server
        .admin()
        .query(
            "CREATE TABLE %s.zoned (t DateTime, u DateTime('UTC')) ENGINE = MergeTree ORDER BY t"
                .formatted(DebianClickHouse.DATABASE));
    TableDefinition wanted =
        new TableDefinition(
            "zoned", List.of(new ColumnDefinition("t", "DateTime", "")), "", "", "");
    try (TestConnector connector = gatherer.connect()) {
      TableAnswer answer = connector.ensure(1, wanted);
      assertEquals(
          List.of("DateTime('" + DebianClickHouse.ZONE + "')", "DateTime('UTC')"),
          assertInstanceOf(TableAnswer.Columns.class, answer).columns().stream()
              .map(column -> column.type())
              .toList());
    }
  }

  @Test
  void metaColumnsOfANewTableAreCreated() throws Exception {
    TableDefinition wanted =
        new TableDefinition(
            "meta",
            List.of(
                new ColumnDefinition("__topic", "LowCardinality(String)", ""),
                new ColumnDefinition("c__error", "Array(String)", ""),
                new ColumnDefinition("insertion_date", "DateTime", "now()")),
            "MergeTree",
            "__topic",
            "");
    try (TestConnector connector = gatherer.connect()) {
      assertInstanceOf(TableAnswer.Columns.class, connector.ensure(1, wanted));
    }
  }

  @Test
  void anInsertAfterTheServerClosedIdleConnectionsMeetsNoError() throws Exception {
    try (TestConnector connector = gatherer.connect()) {
      connector.ensure(1, definition("idle", "MergeTree"));
      connector.open(1, Rows.PLAIN);
      for (int round = 0; round < 2; round++) {
        long sequence = connector.rows(1, Rows.PLAIN, 1, Rows.plain(round, 1, "x"));
        assertEquals(new Verdict.Stored(), connector.verdict(1, sequence));
        // Opens a connection that only the server closes, after its 3 s without a request.
        assertEquals((round + 1) + "\t" + (round + 1), rowsOf("idle"));
        awaitNoConnection(connector);
      }
      assertEquals(0, gatherer.metric("tributary_gatherer_retries_total"));
    }
  }

  private static void awaitNoConnection(TestConnector connector) throws Exception {
    long began = System.nanoTime();
    while (server.connections() > 0) {
      long waited = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
      assertTrue(waited < 30, "connections stay open");
      // Each answer takes a while, and the session stays alive.
      connector.send(new Frame.Ping(waited));
      connector.await(Frame.Pong.class, any -> true);
    }
  }

  @Test
  void aFieldThatMayBeMissingIsRefused() throws Exception {
    try (TestConnector connector = gatherer.connect()) {
      connector.ensure(1, definition("defaults", "MergeTree"));
      connector.send(new Frame.DeclareLayout(1, Rows.MARKED));
      TableAnswer answer = connector.await(Frame.Described.class, any -> true).answer();
      assertEquals(
          "this ClickHouse has no table function input, which the DEFAULT of column name of table"
              + " defaults needs: upgrade ClickHouse, or remove the DEFAULT",
          assertInstanceOf(TableAnswer.Unfit.class, answer).message());
    }
  }

  @Test
  void anotherDatabaseHasToBeGranted() throws Exception {
    try (RunningGatherer elsewhere = gatherer("CLICKHOUSE_DATABASE", "elsewhere");
        TestConnector connector = elsewhere.connect()) {
      TableAnswer answer = connector.ensure(1, definition("any", "MergeTree"));
      assertEquals(
          "ClickHouse code 291: Access denied to database elsewhere for user tributary",
          assertInstanceOf(TableAnswer.Later.class, answer).message());
    }
  }

  @Test
  void aWrongPasswordEndsTheStart() {
    CompletionException failed =
        assertThrows(CompletionException.class, () -> gatherer("CLICKHOUSE_PASSWORD", "guess"));
    String message =
        String.valueOf(assertInstanceOf(StartException.class, failed.getCause()).getMessage());
    assertEquals(
        "ClickHouse at %s does not let the gatherer in (ClickHouse code 193: Wrong password for user tributary): check CLICKHOUSE_USER and CLICKHOUSE_PASSWORD, and what that user may do"
            .formatted(server.user().url()),
        message);
  }
}
