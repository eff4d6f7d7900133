package io.tributary.protocol.frame;

/** What a table is for. */
public enum TableRole {
  /** Good rows. */
  ROWS,
  /** Records that cannot be stored as rows; a small credit of its own, so that it always moves. */
  QUARANTINE
}
