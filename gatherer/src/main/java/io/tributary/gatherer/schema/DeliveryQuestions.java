package io.tributary.gatherer.schema;

import io.tributary.gatherer.insert.LedgerColumns;
import io.tributary.gatherer.insert.SqlText;
import io.tributary.gatherer.schema.StoredTable.Name;
import java.util.Collection;
import java.util.stream.Collectors;

/** The queries about what a table can guarantee. */
final class DeliveryQuestions {
  private DeliveryQuestions() {}

  /** One JSON object for each of the tables that there is. */
  static String tables(Collection<Name> names) {
    return "SELECT database, name, engine, toString(uuid) AS uuid, create_table_query,"
        + " dependencies_database, dependencies_table FROM system.tables WHERE "
        + names.stream()
            .map(
                name ->
                    "(database = %s AND name = %s)"
                        .formatted(SqlText.literal(name.database()), SqlText.literal(name.table())))
            .collect(Collectors.joining(" OR "))
        + " FORMAT JSONEachRow";
  }

  /** Names and values of the server's settings for all MergeTree tables. */
  static String defaults() {
    return "SELECT name, value FROM system.merge_tree_settings WHERE name IN ('"
        + TableFacts.WINDOW
        + "', '"
        + TableFacts.FSYNC
        + "') UNION ALL SELECT name, value FROM system.replicated_merge_tree_settings WHERE name ="
        + " '"
        + TableFacts.REPLICATED_WINDOW
        + "' FORMAT JSONCompactEachRow";
  }

  /** How many row policies the table has; those of a whole database have no table. */
  static String policies(Name name) {
    return "SELECT toString(count()) FROM system.row_policies WHERE database IN ("
        + SqlText.literal(name.database())
        + ", '', '*') AND table IN ("
        + SqlText.literal(name.table())
        + ", '', '*') FORMAT TabSeparated";
  }

  /** How the gatherer's user would read the table. */
  static String plan(Name name) {
    return "EXPLAIN actions = 1 SELECT "
        + SqlText.identifier(LedgerColumns.names().getFirst())
        + " FROM "
        + SqlText.table(name.database(), name.table())
        + " FORMAT TSVRaw";
  }

  /** How many running queries have that comment. */
  static String commented(String comment) {
    return "SELECT toString(count()) FROM system.processes WHERE Settings['log_comment'] = "
        + SqlText.literal(comment)
        + " FORMAT TabSeparated";
  }
}
