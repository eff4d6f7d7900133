package io.tributary.protocol.table;

/**
 * A column that a table has, as {@code system.columns} tells it.
 *
 * @param name unquoted
 * @param type ClickHouse type text
 * @param kind whether and how ClickHouse fills the column itself
 * @param expression SQL of the default expression, empty for {@link Kind#PLAIN}
 */
public record TableColumn(String name, String type, Kind kind, String expression) {

  /** {@code default_kind} of {@code system.columns}. */
  public enum Kind {
    PLAIN,
    DEFAULT,
    MATERIALIZED,
    ALIAS,
    EPHEMERAL;

    /** True when an INSERT may name the column. */
    public boolean insertable() {
      return this == PLAIN || this == DEFAULT || this == EPHEMERAL;
    }
  }
}
