package io.tributary.protocol.datafile;

/** What becomes of a field that appears in a schema and has no column. */
public enum SchemaEvolution {
  /** It is left out. */
  NONE,
  /** The table gets a column for it. */
  ADD_COLUMNS
}
