package io.tributary.load.baseline;

import io.tributary.load.process.SqlClient;
import java.util.List;

/**
 * The table that the product made for a data set, and the same without what the product adds.
 *
 * @param created the statement that made the product's table, with its database
 * @param columns those of the data set, without meta columns, each as in a {@code CREATE TABLE}
 * @param engine with sorting key and settings, as in a {@code CREATE TABLE}
 */
public record DataTable(String created, List<String> columns, String engine) {
  public DataTable {
    columns = List.copyOf(columns);
    if (columns.isEmpty() || engine.isEmpty()) {
      throw new IllegalArgumentException("a table without columns or engine: " + created);
    }
  }

  /**
   * Asks the server that has the product's table.
   *
   * @throws SqlClient.SqlException if it does not answer
   */
  public static DataTable of(SqlClient clickHouse, String database, String table) {
    String which = "database = '%s' AND ".formatted(database);
    String one = "FROM system.tables WHERE %s name = '%s' FORMAT TSVRaw".formatted(which, table);
    return new DataTable(
        clickHouse.query("SELECT create_table_query " + one),
        clickHouse
            .query(
                "SELECT concat('`', name, '` ', type) FROM system.columns WHERE "
                    + which
                    + "table = '%s' AND NOT startsWith(name, '__') ORDER BY position FORMAT TSVRaw"
                        .formatted(table))
            .lines()
            .toList(),
        clickHouse.query("SELECT engine_full " + one));
  }

  /** The statement that makes a table with the columns of the data set alone. */
  String createWithoutMeta(String database, String table) {
    return "CREATE TABLE %s.%s (%s) ENGINE = %s"
        .formatted(database, table, String.join(", ", columns), engine);
  }
}
