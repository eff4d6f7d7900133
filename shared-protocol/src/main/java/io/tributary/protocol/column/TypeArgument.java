package io.tributary.protocol.column;

/** What stands between the parentheses of a type's text. */
sealed interface TypeArgument {
  record Type(ColumnType type) implements TypeArgument {}

  record Whole(long value) implements TypeArgument {}

  record Literal(String value) implements TypeArgument {}
}
