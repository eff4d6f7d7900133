package io.tributary.load.process;

import java.util.List;

/**
 * What ClickHouse's own books say about some tables, which costs it little.
 *
 * <p>Thread: any; calls block.
 *
 * @param tables names without the database
 */
public record TableBooks(SqlClient clickHouse, String database, List<String> tables) {
  public TableBooks {
    tables = List.copyOf(tables);
  }

  /**
   * Rows in all tables.
   *
   * @throws SqlClient.SqlException if ClickHouse does not answer
   */
  public long rows() {
    return clickHouse.number("SELECT sum(rows) FROM system.parts WHERE active AND " + ours());
  }

  /**
   * Parts that inserts have made so far: each takes the next number of its partition.
   *
   * @throws SqlClient.SqlException if ClickHouse does not answer
   */
  public long partsMade() {
    return clickHouse.number(
        "SELECT sum(highest) FROM (SELECT max(max_block_number) AS highest FROM system.parts WHERE "
            + ours()
            + " GROUP BY table, partition_id)");
  }

  private String ours() {
    return "database = '" + database + "' AND table IN ('" + String.join("', '", tables) + "')";
  }
}
