package io.tributary.protocol.table;

/**
 * A column that a table should have.
 *
 * @param name unquoted, 1 to 255 characters
 * @param type ClickHouse type text, such as {@code LowCardinality(String)}
 * @param defaultExpression SQL of the DEFAULT clause, empty for none
 * @param ifMissing what becomes of a table that is there without the column
 */
public record ColumnDefinition(
    String name, String type, String defaultExpression, IfMissing ifMissing) {

  /** What becomes of a table that is there without the column. */
  public enum IfMissing {
    /** The table is unfit; a person decides. */
    REFUSE,
    /** The gatherer adds the column. */
    ADD
  }

  public ColumnDefinition {
    if (name.isEmpty() || name.length() > 255) {
      throw new IllegalArgumentException("a column name has 1 to 255 characters: " + name);
    }
    if (type.isBlank()) {
      throw new IllegalArgumentException("column " + name + " has no type");
    }
  }

  /** A column that a person adds to a table that lacks it. */
  public ColumnDefinition(String name, String type, String defaultExpression) {
    this(name, type, defaultExpression, IfMissing.REFUSE);
  }

  /** The same, added by the gatherer to a table that lacks it. */
  public ColumnDefinition added() {
    return new ColumnDefinition(name, type, defaultExpression, IfMissing.ADD);
  }
}
