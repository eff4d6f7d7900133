package io.tributary.connector.decode;

/**
 * How the values and the keys of records are read. One thread.
 *
 * @param values reads values that are not null
 * @param keys reads keys that are not null
 */
public record RecordReaders(ValueReader values, KeyReader keys) {

  /** What a record awaits that can be read now, and names that has no schema. */
  public static final int NO_SCHEMA = -1;
}
