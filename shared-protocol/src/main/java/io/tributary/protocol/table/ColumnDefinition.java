package io.tributary.protocol.table;

/**
 * A column that a table should have.
 *
 * @param name unquoted, 1 to 255 characters
 * @param type ClickHouse type text, such as {@code LowCardinality(String)}
 * @param defaultExpression SQL of the DEFAULT clause, empty for none
 */
public record ColumnDefinition(String name, String type, String defaultExpression) {
  public ColumnDefinition {
    if (name.isEmpty() || name.length() > 255) {
      throw new IllegalArgumentException("a column name has 1 to 255 characters: " + name);
    }
    if (type.isBlank()) {
      throw new IllegalArgumentException("column " + name + " has no type");
    }
  }
}
