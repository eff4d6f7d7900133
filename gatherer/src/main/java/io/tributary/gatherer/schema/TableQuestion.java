package io.tributary.gatherer.schema;

import io.tributary.gatherer.insert.SqlText;

/** The query for a table's columns, one JSON object a line, in the order of the table. */
final class TableQuestion {

  private TableQuestion() {}

  /** Both system tables in one query, so that the columns are those of the table of that uuid. */
  static String text(String database, String table) {
    return "SELECT toString(t.uuid) AS uuid, t.engine AS engine, c.name AS name, c.type AS type,"
        + " c.default_kind AS default_kind, c.default_expression AS default_expression"
        + " FROM (SELECT name, type, default_kind, default_expression, position FROM system.columns"
        + where(database, "table", table)
        + ") AS c CROSS JOIN (SELECT uuid, engine FROM system.tables"
        + where(database, "name", table)
        + ") AS t ORDER BY c.position FORMAT JSONEachRow";
  }

  /** For old servers, where tables have no uuid and columns no position. */
  static String old(String database, String table) {
    return "SELECT engine, name, type, default_kind, default_expression"
        + " FROM (SELECT table, name, type, default_kind, default_expression FROM system.columns"
        + where(database, "table", table)
        + ") ANY INNER JOIN (SELECT name AS table, engine FROM system.tables"
        + where(database, "name", table)
        + ") USING table FORMAT JSONEachRow";
  }

  private static String where(String database, String column, String table) {
    return " WHERE database = "
        + SqlText.literal(database)
        + " AND "
        + column
        + " = "
        + SqlText.literal(table);
  }
}
