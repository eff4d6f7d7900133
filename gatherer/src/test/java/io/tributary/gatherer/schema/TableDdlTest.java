package io.tributary.gatherer.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.TableDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableDdlTest {
  private static String create(String engine, String sortingKey, String partitionKey) {
    return TableDdl.createTable(
        "db",
        new TableDefinition(
            "t`",
            List.of(
                new ColumnDefinition("a", "UInt8", ""), new ColumnDefinition("b", "String", "'x'")),
            engine,
            sortingKey,
            partitionKey));
  }

  @Test
  void mergeTreesGetTuplesOfKeysAndADedupWindow() {
    assertEquals(
        "CREATE TABLE IF NOT EXISTS `db`.`t\\`` (`a` UInt8, `b` String DEFAULT 'x')"
            + " ENGINE = ReplacingMergeTree(a) PARTITION BY (a, b) ORDER BY (a, b)"
            + " SETTINGS non_replicated_deduplication_window = 1000, fsync_after_insert = 1,"
            + " fsync_part_directory = 1",
        create("ReplacingMergeTree(a)", "a, b", "a, b"));
    assertTrue(create("MergeTree", "", "").contains(" ORDER BY (tuple()) SETTINGS "));
  }

  @Test
  void replicatedOnesHaveTheirs() {
    assertTrue(
        create("ReplicatedMergeTree", "a", "")
            .endsWith(" ORDER BY (a) SETTINGS fsync_after_insert = 1, fsync_part_directory = 1"));
  }

  @Test
  void aServerThatRefusesAnyOfTheSettingsGetsATableWithoutThem() {
    for (String setting : create("MergeTree", "a", "").split(" SETTINGS ", -1)[1].split(",", -1)) {
      String refusal = "Unknown setting '%s'".formatted(setting.strip().split(" ", -1)[0]);
      assertTrue(TableDdl.isTooNew(refusal), refusal);
    }
    assertFalse(TableDdl.isTooNew("Unknown type Strin"));
  }

  @Test
  void offsetsAreIndexed() {
    String sql =
        TableDdl.createTable(
            "db",
            new TableDefinition(
                "t", List.of(new ColumnDefinition("__offset", "Int64", "")), "MergeTree", "", ""));
    assertTrue(
        sql.contains(
            "(`__offset` Int64, INDEX `__offset_range` `__offset` TYPE minmax GRANULARITY 1)"),
        sql);
  }

  @Test
  void otherEnginesAreTakenAsTheyAre() {
    assertTrue(create("Null", "a", "").endsWith(" ENGINE = Null"));
  }

  @Test
  void missingColumnsHaveAStatement() {
    assertEquals(
        "ALTER TABLE `db`.`t` ADD COLUMN IF NOT EXISTS `a` UInt8, ADD COLUMN IF NOT EXISTS `b`"
            + " String DEFAULT 'x'",
        TableDdl.addColumns(
            "db",
            "t",
            List.of(
                new ColumnDefinition("a", "UInt8", ""),
                new ColumnDefinition("b", "String", "'x'"))));
  }
}
