package io.tributary.protocol.table;

import java.util.List;

/**
 * The table a connector needs. The gatherer creates it if it is missing and {@code engine} is not
 * empty; an existing table is described as it is.
 *
 * @param name table name without database, unquoted; the gatherer's settings name the database
 * @param columns wanted columns, in order, at least one
 * @param engine engine with its arguments, such as {@code MergeTree}; empty = never create
 * @param sortingKey SQL of ORDER BY, empty for {@code tuple()}
 * @param partitionKey SQL of PARTITION BY, empty for none
 */
public record TableDefinition(
    String name,
    List<ColumnDefinition> columns,
    String engine,
    String sortingKey,
    String partitionKey) {
  public TableDefinition {
    if (name.isEmpty() || name.length() > 255) {
      throw new IllegalArgumentException("a table name has 1 to 255 characters: " + name);
    }
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("table " + name + " has no columns");
    }
    columns = List.copyOf(columns);
  }
}
