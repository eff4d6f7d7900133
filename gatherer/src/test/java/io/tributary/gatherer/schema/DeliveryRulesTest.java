package io.tributary.gatherer.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.schema.DeliveryRules.Sight;
import io.tributary.gatherer.schema.StoredTable.Name;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.TableDelivery;
import io.tributary.protocol.table.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeliveryRulesTest {
  private static final UUID SOME = new UUID(3, 4);
  private static final Sight ALL = Sight.of("ReadFromMergeTree (d.t)", 0);
  private static final Map<String, String> DEFAULTS =
      Map.of(TableFacts.WINDOW, "0", TableFacts.REPLICATED_WINDOW, "10000", TableFacts.FSYNC, "0");
  private static final String SAFE = "ORDER BY a SETTINGS fsync_after_insert = 1";

  private static StoredTable stored(String name, String engine, String behind, Name... dependents) {
    return new StoredTable(
        new Name("d", name),
        engine,
        SOME,
        "CREATE TABLE d.%s (`a` UInt8, `__offset` Int64) ENGINE = %s %s"
            .formatted(name, engine, behind),
        List.of(dependents));
  }

  private static StoredTable view(String name, String target) {
    return new StoredTable(
        new Name("d", name),
        "MaterializedView",
        SOME,
        "CREATE MATERIALIZED VIEW d.%s TO d.%s (`a` UInt8) AS SELECT a FROM d.t"
            .formatted(name, target),
        List.of());
  }

  private static List<TableColumn> columns() {
    return List.of(
        column("__topic", "LowCardinality(String)", TableColumn.Kind.PLAIN),
        column("__partition", "Int16", TableColumn.Kind.PLAIN),
        column("__offset", "Int64", TableColumn.Kind.PLAIN),
        column("__run", "UInt32", TableColumn.Kind.PLAIN));
  }

  private static TableColumn column(String name, String type, TableColumn.Kind kind) {
    return new TableColumn(name, type, kind, "");
  }

  private static TableDelivery judge(StoredTable table, StoredTable... more) {
    return DeliveryRules.of(TableFacts.of(table, DEFAULTS).with(List.of(more)), columns(), ALL);
  }

  private static void assertObstacle(String wanted, TableDelivery delivery) {
    assertEquals(List.of(wanted), delivery.obstacles());
    assertEquals(Guarantee.AT_LEAST_ONCE, delivery.best());
    assertEquals(List.of(), delivery.remarks());
  }

  @Test
  void aPlainMergeTreeAllowsExactlyOnce() {
    assertEquals(new TableDelivery(List.of(), List.of()), judge(stored("t", "MergeTree", SAFE)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ReplacingMergeTree",
        "SummingMergeTree",
        "CollapsingMergeTree",
        "Null",
        "Memory",
        "Log",
        "Distributed",
        "SharedMergeTree",
        "MaterializedView",
        "ReplicatedReplacingMergeTree"
      })
  void enginesThatMayNotKeepEveryRowDoNot(String engine) {
    assertObstacle(
        "its engine is "
            + engine
            + ", and only MergeTree and ReplicatedMergeTree keep every row as it was inserted",
        judge(stored("t", engine, SAFE)));
  }

  @Test
  void aTableWithoutUuidDoesNot() {
    StoredTable table = stored("t", "MergeTree", SAFE);
    assertObstacle(
        "its database is not Atomic, so that the table has no uuid",
        judge(
            new StoredTable(
                table.name(), table.engine(), new UUID(0, 0), table.definition(), List.of())));
  }

  @Test
  void aTtlThatGroupsRowsDoesNot() {
    assertObstacle(
        "its TTL replaces rows by groups of them",
        judge(stored("t", "MergeTree", "TTL d + toIntervalDay(5) GROUP BY a SET v = max(v)")));
  }

  @Test
  void aTtlThatRemovesRowsIsOnlySaid() {
    assertEquals(
        List.of("a record that is read again after the TTL has removed its row is stored again"),
        judge(stored("t", "MergeTree", "TTL d " + SAFE)).remarks());
  }

  @ParameterizedTest
  @CsvSource({
    "__topic, FixedString(4), PLAIN",
    "__offset, Int32, PLAIN",
    "__offset, Nullable(Int64), PLAIN",
    "__offset, Int64, MATERIALIZED",
    "__run, UInt32, EPHEMERAL",
    "__partition, Int64, ALIAS",
    "__partition, Int8, PLAIN",
  })
  void columnsThatDoNotKeepWhatTheyAreGivenDoNot(String name, String type, TableColumn.Kind kind) {
    List<TableColumn> columns = new ArrayList<>(columns());
    columns.removeIf(column -> column.name().equals(name));
    columns.add(column(name, type, kind));
    TableDelivery delivery =
        DeliveryRules.of(TableFacts.of(stored("t", "MergeTree", SAFE), DEFAULTS), columns, ALL);
    assertEquals(1, delivery.obstacles().size());
    assertTrue(
        delivery.obstacles().getFirst().startsWith("its column " + name + " is " + kind),
        delivery::toString);
  }

  @Test
  void everyMissingColumnIsNamed() {
    assertEquals(
        List.of(
            "it has no column __topic",
            "it has no column __partition",
            "it has no column __offset",
            "it has no column __run"),
        DeliveryRules.of(TableFacts.of(stored("t", "MergeTree", SAFE), DEFAULTS), List.of(), ALL)
            .obstacles());
  }

  @Test
  void aColumnWithATtlDoesNot() {
    StoredTable table =
        new StoredTable(
            new Name("d", "t"),
            "MergeTree",
            SOME,
            "CREATE TABLE d.t (`__offset` Int64 CODEC(Delta(8), LZ4) TTL t + toIntervalDay(1), `t`"
                + " DateTime) ENGINE = MergeTree "
                + SAFE,
            List.of());
    assertObstacle("its column __offset has a TTL", judge(table));
    assertFalse(table.resetsColumn("t"));
    assertFalse(table.hasTtl());
  }

  @Test
  void rowPoliciesDoNot() {
    for (Sight sight :
        List.of(
            Sight.of("ReadFromMergeTree", 1),
            Sight.of("ReadFromMergeTree\n Row level filter column: a < 50", -1),
            Sight.of("Filter (Row-level security filter)", 0))) {
      assertObstacle(
          "it has a row policy, which may hide rows",
          DeliveryRules.of(
              TableFacts.of(stored("t", "MergeTree", SAFE), DEFAULTS), columns(), sight));
    }
  }

  @Test
  void policiesThatNobodyCanSeeAreSaid() {
    assertEquals(List.of(), Sight.of("ReadFromMergeTree", -1).remarks());
    assertEquals(1, Sight.of("ReadNothing", -1).remarks().size());
  }

  @Test
  void theCrashModelIsSaid() {
    assertEquals(
        List.of(
            "what is stored survives a crash of ClickHouse's process, not a loss of power:"
                + " fsync_after_insert is off"),
        judge(stored("t", "MergeTree", "ORDER BY a")).remarks());
  }

  @Test
  void viewsAreExactOnlyIfAllThatTheyReachHasWindows() {
    StoredTable table =
        stored(
            "t",
            "MergeTree",
            SAFE + ", non_replicated_deduplication_window = 1000",
            new Name("d", "v"));
    StoredTable windowed =
        stored("target", "SummingMergeTree", "SETTINGS non_replicated_deduplication_window = 5000");
    assertEquals(
        List.of(
            "its materialized views are exact while a failed insert can be repeated as it was: not"
                + " if a row of it is refused, a partition changes hands, a process is killed, or"
                + " it fails for 2 minutes"),
        judge(table, view("v", "target"), windowed).remarks());
    assertEquals(
        List.of(
            "its materialized views are not exact after a failure: d.target has no deduplication"
                + " window"),
        judge(table, view("v", "target"), stored("target", "MergeTree", "")).remarks());
    assertEquals(
        List.of(
            "its materialized views are not exact after a failure: d.target has the engine Null"),
        judge(table, view("v", "target"), stored("target", "Null", "")).remarks());
    assertEquals(
        List.of(
            "its materialized views are not exact after a failure: the deduplication window of"
                + " d.target is 999, less than 1000"),
        judge(
                table,
                view("v", "target"),
                stored("target", "MergeTree", "SETTINGS non_replicated_deduplication_window = 999"))
            .remarks());
    assertEquals(
        List.of("its materialized views are not exact after a failure: d.target cannot be seen"),
        judge(table, view("v", "target")).remarks());
  }

  @Test
  void theSourceNeedsAWindowAsWell() {
    TableFacts facts =
        TableFacts.of(stored("t", "MergeTree", SAFE, new Name("d", "v")), DEFAULTS)
            .with(
                List.of(
                    view("v", "target"), stored("target", "ReplicatedMergeTree", "ORDER BY a")));
    assertEquals(List.of("d.t has no deduplication window"), facts.notDeduplicated());
  }

  @Test
  void targetsAreFoundHoweverTheyAreNamed() {
    assertEquals(new Name("d", "x"), view("v", "x").target());
    assertEquals(new Name("d", "we ird"), view("v", "`we ird`").target());
    assertEquals(new Name("d", "a`b"), view("`v.1`", "`a\\`b`").target());
    StoredTable inner =
        new StoredTable(
            new Name("d", "v"),
            "MaterializedView",
            SOME,
            "CREATE MATERIALIZED VIEW d.v (`a` UInt8) ENGINE = SummingMergeTree ORDER BY a AS"
                + " SELECT a FROM d.s",
            List.of());
    assertEquals(new Name("d", ".inner_id." + SOME), inner.target());
  }
}
