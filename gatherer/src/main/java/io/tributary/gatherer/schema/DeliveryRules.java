package io.tributary.gatherer.schema;

import io.tributary.gatherer.insert.LedgerColumns;
import io.tributary.protocol.frame.TableDelivery;
import io.tributary.protocol.table.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says which guarantee a table allows, and what it does not cover. Pure. */
final class DeliveryRules {
  private static final Set<String> KEEP_EVERY_ROW = Set.of("MergeTree", "ReplicatedMergeTree");

  private static final Map<String, Set<String>> TYPES =
      Map.of(
          "__topic", Set.of("String", "LowCardinality(String)"),
          "__partition", Set.of("Int16", "UInt16", "Int32", "UInt32", "Int64"),
          "__offset", Set.of("Int64", "UInt64"),
          "__run", Set.of("UInt32", "Int64", "UInt64"));

  private DeliveryRules() {}

  /**
   * What the gatherer sees of the server and of the table's rows.
   *
   * @param obstacles one line each
   * @param remarks one line each
   */
  record Sight(List<String> obstacles, List<String> remarks) {
    private static final String POLICY = "it has a row policy, which may hide rows";

    Sight {
      obstacles = List.copyOf(obstacles);
      remarks = List.copyOf(remarks);
    }

    static Sight without(String obstacle) {
      return new Sight(List.of(obstacle), List.of());
    }

    Sight andObstacle(String obstacle) {
      List<String> all = new ArrayList<>(obstacles);
      all.add(obstacle);
      return new Sight(all, remarks);
    }

    /**
     * Of a readable table.
     *
     * @param plan how its rows would be read; that of an empty table tells nothing
     * @param policies how many row policies it has, -1 when they cannot be seen
     */
    static Sight of(String plan, long policies) {
      if (policies > 0 || plan.toLowerCase(Locale.ROOT).replace('-', ' ').contains("row level")) {
        return without(POLICY);
      }
      boolean empty = !plan.contains("MergeTree");
      return new Sight(
          List.of(),
          policies < 0 && empty
              ? List.of(
                  "whether a row policy hides rows cannot be seen while the table is empty: grant"
                      + " SHOW ROW POLICIES ON *.*")
              : List.of());
    }
  }

  /** True for engines whose merges leave rows alone. */
  static boolean keepsEveryRow(StoredTable table) {
    return KEEP_EVERY_ROW.contains(table.engine());
  }

  /** The guarantee. */
  static TableDelivery of(TableFacts facts, List<TableColumn> columns, Sight sight) {
    StoredTable table = facts.table();
    List<String> obstacles = new ArrayList<>(sight.obstacles());
    if (!keepsEveryRow(table)) {
      obstacles.add(
          "its engine is %s, and only MergeTree and ReplicatedMergeTree keep every row as it was inserted"
              .formatted(table.engine()));
    }
    if (!table.hasUuid()) {
      obstacles.add("its database is not Atomic, so that the table has no uuid");
    }
    if (table.groupsOldRows()) {
      obstacles.add("its TTL replaces rows by groups of them");
    }
    for (String name : LedgerColumns.names()) {
      column(name, table, columns).ifPresent(obstacles::add);
    }
    return new TableDelivery(
        obstacles, obstacles.isEmpty() ? remarks(facts, sight.remarks()) : List.of());
  }

  private static Optional<String> column(
      String name, StoredTable table, List<TableColumn> columns) {
    Optional<TableColumn> found =
        columns.stream().filter(column -> column.name().equals(name)).findFirst();
    Set<String> types = TYPES.getOrDefault(name, Set.of());
    if (found.isEmpty()) {
      return Optional.of("it has no column " + name);
    }
    if (!types.contains(found.get().type()) || !isStored(found.get())) {
      return Optional.of(
          "its column %s is %s %s, not a plain column of type %s"
              .formatted(
                  name,
                  found.get().kind(),
                  found.get().type(),
                  String.join(" or ", types.stream().sorted().toList())));
    }
    return table.resetsColumn(name)
        ? Optional.of("its column " + name + " has a TTL")
        : Optional.empty();
  }

  private static boolean isStored(TableColumn column) {
    return switch (column.kind()) {
      case PLAIN, DEFAULT -> true;
      case MATERIALIZED, ALIAS, EPHEMERAL -> false;
    };
  }

  private static List<String> remarks(TableFacts facts, List<String> seen) {
    List<String> remarks = new ArrayList<>(seen);
    if (facts.hasViews()) {
      remarks.add(views(facts.notDeduplicated()));
    }
    if (!facts.survivesPowerLoss()) {
      remarks.add(
          "what is stored survives a crash of ClickHouse's process, not a loss of power: "
              + TableFacts.FSYNC
              + " is off");
    }
    if (facts.table().isReplicated()) {
      remarks.add("CLICKHOUSE_URL has to lead to one replica at all times");
    }
    if (facts.table().hasTtl()) {
      remarks.add("a record that is read again after the TTL has removed its row is stored again");
    }
    return remarks;
  }

  private static String views(List<String> reasons) {
    return reasons.isEmpty()
        ? "its materialized views are exact while a failed insert can be repeated as it was: not"
            + " if a row of it is refused, a partition changes hands, a process is killed, or it"
            + " fails for 2 minutes"
        : "its materialized views are not exact after a failure: " + String.join(", ", reasons);
  }
}
