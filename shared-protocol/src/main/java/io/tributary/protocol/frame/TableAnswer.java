package io.tributary.protocol.frame;

import io.tributary.protocol.table.TableColumn;
import java.util.List;
import java.util.UUID;

/** What the gatherer says about a table. */
public sealed interface TableAnswer {

  /**
   * The table is there.
   *
   * @param database its database
   * @param uuid its uuid, all zero where the database engine has none
   * @param columns all columns, in table order
   */
  record Columns(String database, UUID uuid, List<TableColumn> columns) implements TableAnswer {
    public Columns {
      columns = List.copyOf(columns);
    }
  }

  /** The table is missing or unfit, and only a person can change that. */
  record Unfit(String message) implements TableAnswer {}

  /** The gatherer cannot tell or serve now; ask again after {@code afterMillis}. */
  record Later(int afterMillis, String message) implements TableAnswer {}
}
