package io.tributary.protocol.column;

/** What stands between the parentheses of a type's text. */
sealed interface TypeArgument {
  record Type(ColumnType type) implements TypeArgument {}

  /** A type with a name in front of it. */
  record Named(String name, ColumnType type) implements TypeArgument {}

  record Whole(long value) implements TypeArgument {}

  record Literal(String value) implements TypeArgument {}

  /** {@code 'name' = number}. */
  record Numbered(String name, long number) implements TypeArgument {}

  /** Text that is no business of the parser. */
  record Raw(String text) implements TypeArgument {}
}
