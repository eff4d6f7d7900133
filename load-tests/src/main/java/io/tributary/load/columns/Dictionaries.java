package io.tributary.load.columns;

/** What stands in a block for {@code LowCardinality}. */
enum Dictionaries {
  /** The type inside of it, which ClickHouse makes a dictionary of. */
  NONE,
  /** For strings that cannot be NULL, a dictionary; for others as {@link #NONE}. */
  WRITTEN
}
