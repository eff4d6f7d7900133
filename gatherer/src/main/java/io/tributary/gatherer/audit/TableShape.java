package io.tributary.gatherer.audit;

import io.tributary.gatherer.insert.LedgerColumns;
import io.tributary.gatherer.insert.SqlText;
import io.tributary.protocol.quarantine.QuarantineName;
import io.vertx.core.json.JsonArray;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table as it is now, as far as an audit needs to know.
 *
 * @param columns those of the ledger and of replays that it has
 */
record TableShape(String name, UUID uuid, String engine, Set<String> columns) {
  /** Why a row is in the quarantine. */
  static final String REASON = "c__reason";

  /** When a quarantined row was replayed. */
  static final String REPLAYED = "c__replayed";

  private static final Set<String> KEEP_EVERY_ROW =
      Set.of("MergeTree", "ReplicatedMergeTree", "SharedMergeTree");

  TableShape {
    columns = Set.copyOf(columns);
  }

  /** Asks for the shapes of these tables and of their quarantines. */
  static String question(String database, Collection<String> tables) {
    String names =
        tables.stream()
            .flatMap(table -> Stream.of(table, QuarantineName.of(table)))
            .map(SqlText::literal)
            .collect(Collectors.joining(", "));
    String columns =
        Stream.concat(LedgerColumns.names().stream(), Stream.of(REPLAYED, REASON))
            .map(SqlText::literal)
            .collect(Collectors.joining(", "));
    String of = SqlText.literal(database);
    return "SELECT name, toString(uuid), engine FROM system.tables WHERE database = "
        + of
        + " AND name IN ("
        + names
        + ") UNION ALL SELECT table, name, '' FROM system.columns WHERE database = "
        + of
        + " AND table IN ("
        + names
        + ") AND name IN ("
        + columns
        + ") FORMAT JSONCompactEachRow";
  }

  /** Reads the answer, by name. */
  static Map<String, TableShape> read(String body) {
    Map<String, Set<String>> columns = new HashMap<>();
    Map<String, TableShape> shapes = new HashMap<>();
    for (String line : body.lines().toList()) {
      JsonArray row = new JsonArray(line);
      if (row.getString(2).isEmpty()) {
        columns.computeIfAbsent(row.getString(0), first -> new HashSet<>()).add(row.getString(1));
      } else {
        UUID uuid = UUID.fromString(row.getString(1));
        shapes.put(
            row.getString(0), new TableShape(row.getString(0), uuid, row.getString(2), Set.of()));
      }
    }
    shapes.replaceAll((name, shape) -> shape.with(columns.getOrDefault(name, Set.of())));
    return shapes;
  }

  private TableShape with(Set<String> found) {
    return new TableShape(name, uuid, engine, found);
  }

  /** True when its rows say which records they are. */
  boolean isLedger() {
    return columns.containsAll(LedgerColumns.names());
  }

  boolean hasReplays() {
    return columns.contains(REPLAYED);
  }

  /** True when this table and its quarantine are the same ones in both. */
  static boolean areSame(String table, Map<String, TableShape> a, Map<String, TableShape> b) {
    return Stream.of(table, QuarantineName.of(table))
        .allMatch(name -> Objects.equals(uuid(a.get(name)), uuid(b.get(name))));
  }

  private static @Nullable UUID uuid(@Nullable TableShape shape) {
    return shape == null ? null : shape.uuid();
  }

  /** Why rows of this table cannot be compared with reports by their nature, empty if they can. */
  Optional<String> unfit() {
    if (!isLedger()) {
      return Optional.of(
          "table %s lacks one of the columns %s"
              .formatted(name, String.join(", ", LedgerColumns.names())));
    }
    return KEEP_EVERY_ROW.contains(engine)
        ? Optional.empty()
        : Optional.of(
            "table %s has the engine %s, which does not keep every row as it was inserted"
                .formatted(name, engine));
  }
}
