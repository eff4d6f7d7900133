package io.tributary.protocol.row;

import java.util.Locale;

/** The closed vocabulary of why a record makes no row. */
public enum ProblemKind {
  /** The bytes are not what the format says. */
  UNDECODABLE,
  /** The registry does not know the schema that the record names. */
  SCHEMA_NOT_FOUND,
  /** The record's schema does not fit the columns, or the record does not fit its schema. */
  SCHEMA_MISMATCH,
  /** A value does not fit its column. */
  TYPE_ERROR,
  /** The message, or its row, is larger than allowed. */
  TOO_LARGE,
  /** The record has no value, and the columns cannot do without. */
  TOMBSTONE,
  /** ClickHouse does not take the row. */
  REFUSED;

  /** As it stands in the quarantine table, such as {@code type error}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
