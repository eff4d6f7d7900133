package io.tributary.gatherer.schema;

import io.tributary.gatherer.insert.LedgerColumns;
import io.tributary.gatherer.insert.SqlText;
import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.TableDefinition;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The SQL that makes a table as a connector defined it. Names are quoted; types, expressions, keys
 * and the engine are SQL by nature, written by the person who deploys the datasource.
 */
final class TableDdl {

  /** Without it ClickHouse ignores the token that makes the repeat of an insert harmless. */
  static final String DEDUPLICATION_WINDOW = "non_replicated_deduplication_window";

  private static final String FSYNC_INSERT = "fsync_after_insert";
  private static final String FSYNC_DIRECTORY = "fsync_part_directory";

  /** What is acknowledged survives a loss of power. */
  private static final String DURABLE = FSYNC_INSERT + " = 1, " + FSYNC_DIRECTORY + " = 1";

  private static final String OFFSET_INDEX = "`__offset_range`";

  private TableDdl() {}

  static String createDatabase(String database) {
    return "CREATE DATABASE IF NOT EXISTS " + SqlText.identifier(database);
  }

  static String createTable(String database, TableDefinition table) {
    if (!isMergeTree(table.engine())) {
      return createOldTable(database, table);
    }
    boolean windowed = !table.engine().startsWith("Replicated");
    return create(database, table, index(table))
        + " SETTINGS "
        + (windowed ? DEDUPLICATION_WINDOW + " = 1000, " : "")
        + DURABLE;
  }

  /** True when a server refuses one of the settings of {@link #createTable}: it is too old. */
  static boolean isTooNew(String refusal) {
    return refusal.contains(DEDUPLICATION_WINDOW)
        || refusal.contains(FSYNC_INSERT)
        || refusal.contains(FSYNC_DIRECTORY);
  }

  /** For servers that know none of these settings. */
  static String createOldTable(String database, TableDefinition table) {
    return create(database, table, "");
  }

  /** Lets a look at what the table holds skip what was there long before. */
  private static String index(TableDefinition table) {
    boolean isLedger =
        table.columns().stream().anyMatch(column -> column.name().equals(LedgerColumns.OFFSET));
    String column = SqlText.identifier(LedgerColumns.OFFSET);
    return isLedger ? ", INDEX " + OFFSET_INDEX + ' ' + column + " TYPE minmax GRANULARITY 1" : "";
  }

  private static String create(String database, TableDefinition table, String index) {
    StringBuilder sql =
        new StringBuilder("CREATE TABLE IF NOT EXISTS ")
            .append(SqlText.table(database, table.name()))
            .append(" (")
            .append(
                table.columns().stream().map(TableDdl::column).collect(Collectors.joining(", ")))
            .append(index)
            .append(") ENGINE = ")
            .append(table.engine());
    if (!table.partitionKey().isEmpty()) {
      sql.append(" PARTITION BY (").append(table.partitionKey()).append(')');
    }
    if (isMergeTree(table.engine())) {
      // The parentheses make a tuple of keys that are only separated by commas.
      sql.append(" ORDER BY (")
          .append(table.sortingKey().isEmpty() ? "tuple()" : table.sortingKey())
          .append(')');
    }
    return sql.toString();
  }

  /** The statement that adds {@code columns}; harmless where another gatherer was faster. */
  static String addColumns(String database, String table, List<ColumnDefinition> columns) {
    return "ALTER TABLE "
        + SqlText.table(database, table)
        + columns.stream()
            .map(column -> " ADD COLUMN IF NOT EXISTS " + column(column))
            .collect(Collectors.joining(","));
  }

  private static String column(ColumnDefinition column) {
    String sql = SqlText.identifier(column.name()) + ' ' + column.type();
    return column.defaultExpression().isEmpty()
        ? sql
        : sql + " DEFAULT " + column.defaultExpression();
  }

  private static boolean isMergeTree(String engine) {
    int arguments = engine.indexOf('(');
    return (arguments < 0 ? engine : engine.substring(0, arguments)).strip().endsWith("MergeTree");
  }
}
