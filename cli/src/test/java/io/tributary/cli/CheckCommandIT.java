package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.workload.KafkaProject;
import io.tributary.testservers.TestClickHouse;
import io.tributary.testservers.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code tributary check} says about tables. */
@SuppressWarnings("NullAway.Init") // started before all tests
class CheckCommandIT {
  private static final TestClickHouse SQL = TestServers.shared().clickHouse();
  private static final String COLUMNS =
      """
      `id` UInt64, `__value` String, `__topic` LowCardinality(String), `__partition` Int16,
      `__offset` Int64, `__timestamp` DateTime, `__key` String, `__run` UInt32
      """;

  @TempDir private static Path work;
  private static ServiceUnderLoad gatherer;

  @BeforeAll
  static void start() {
    SQL.createDatabase("check");
    gatherer = ServiceUnderLoad.gatherer(work, SQL.url(), "check", SQL.settings());
    gatherer.start();
    table("kept", "MergeTree ORDER BY id");
    table("replacing", "ReplacingMergeTree ORDER BY id");
    table("viewed", "MergeTree ORDER BY id");
    SQL.query("CREATE TABLE check.view_rows (id UInt64) ENGINE = MergeTree ORDER BY id");
    SQL.query(
        "CREATE MATERIALIZED VIEW check.view TO check.view_rows AS SELECT id FROM check.viewed");
  }

  @AfterAll
  static void stop() {
    gatherer.close();
  }

  private static void table(String name, String engine) {
    SQL.query("CREATE TABLE check.%s (%s) ENGINE = %s".formatted(name, COLUMNS, engine));
    // Whether a row policy hides rows can be seen when there are some.
    SQL.query("INSERT INTO check.%s (id) VALUES (1)".formatted(name));
  }

  @Test
  void tableThatKeepsEveryRowIsExact() throws IOException {
    assertEquals(
        new CommandRun(
            0,
            """
            kept: exactly once
              but what is stored survives a crash of ClickHouse's process, not a loss of power: fsync_after_insert is off
            """,
            ""),
        check("kept", ""));
  }

  @Test
  void engineThatMergesRowsAwayIsNamed() throws IOException {
    assertEquals(
        new CommandRun(
            0,
            """
            replacing: at least once
              because its engine is ReplacingMergeTree, and only MergeTree and ReplicatedMergeTree keep every row as it was inserted
            """,
            ""),
        check("replacing", ""));
  }

  @Test
  void demandThatCannotBeMetFails() throws IOException {
    assertEquals(
        new CommandRun(
            1,
            """
            replacing: at least once, though DELIVERY is exactly_once: it will not start
              because its engine is ReplacingMergeTree, and only MergeTree and ReplicatedMergeTree keep every row as it was inserted
            """,
            ""),
        check("replacing", "DELIVERY exactly_once"));
    assertEquals(
        new CommandRun(
            0,
            """
            replacing: at least once, as DELIVERY says
            """,
            ""),
        check("replacing", "DELIVERY at_least_once"));
  }

  @Test
  void viewsAreRemarkedOn() throws IOException {
    assertEquals(
        new CommandRun(
            0,
            """
            viewed: exactly once
              but its materialized views are not exact after a failure: check.view_rows has no deduplication window, check.viewed has no deduplication window
              but what is stored survives a crash of ClickHouse's process, not a loss of power: fsync_after_insert is off
            """,
            ""),
        check("viewed", ""));
  }

  @Test
  void missingTableIsNamedUnlessItIsCreatedLater() throws IOException {
    assertEquals(
        new CommandRun(
            1,
            """
            missing: table missing does not exist
            """,
            ""),
        check("missing", ""));
    assertEquals(
        new CommandRun(
            0,
            """
            missing: not known before the connector creates its table
            """,
            ""),
        check("missing", "ENGINE MergeTree\nENGINE_SORTING_KEY id"));
  }

  @Test
  void tableThatHttpFillsIsCheckedWithoutATopic() throws IOException {
    assertEquals(check("kept", ""), checkOverHttp("kept", ""));
    assertEquals(
        new CommandRun(
            0,
            """
            missing: not known before the gatherer creates its table
            """,
            ""),
        checkOverHttp("missing", "ENGINE MergeTree"));
    assertEquals(
        new CommandRun(
            0,
            """
            kept: META_COLUMNS is off: retries of an insert are stored once only if the table deduplicates inserts (Replicated*, or non_replicated_deduplication_window > 0), and rows in flight when a gatherer crashes may be stored twice
            """,
            ""),
        checkOverHttp("kept", "META_COLUMNS off"));
  }

  private CommandRun checkOverHttp(String name, String line) throws IOException {
    Path folder = Files.createDirectories(work.resolve("http" + name + line.hashCode()));
    Files.writeString(
        folder.resolve(name + ".datasource"), "SCHEMA >\n    `id` UInt64 `json:$.id`\n" + line);
    return CommandRun.of(
        "check", "--gatherer", gatherer.management(), "--datafiles", folder.toString());
  }

  @Test
  void silentGathererIsNamed() throws IOException {
    assertEquals(
        new CommandRun(
            1,
            "",
            """
            tributary: no gatherer answers at 127.0.0.1:1; --gatherer names its GATHERER_MANAGEMENT_LISTEN
            """),
        check("kept", "", "127.0.0.1:1"));
  }

  private CommandRun check(String name, String delivery) throws IOException {
    return check(name, delivery, gatherer.management());
  }

  private CommandRun check(String name, String delivery, String address) throws IOException {
    Path folder =
        new KafkaProject(
                "127.0.0.1:1",
                name,
                """
                SCHEMA >
                    `id` UInt64 `json:$.id`
                """,
                delivery,
                "events",
                "readers",
                "earliest")
            .write(work.resolve(name + delivery.hashCode()));
    return CommandRun.of("check", "--gatherer", address, "--datafiles", folder.toString());
  }
}
