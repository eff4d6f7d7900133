package io.tributary.protocol.datafile;

/** Whether a table has the columns that say where a row came from. */
public enum MetaColumns {
  /** It has them: a row can be told from all others. */
  ON,
  /**
   * It has those of its SCHEMA only. Its rows cannot be recognised, so that those in flight when a
   * gatherer crashes may be stored twice.
   */
  OFF
}
