package io.tributary.protocol.frame;

/** What is known of a batch's rows. */
public enum RowsKind {
  /** Nothing is held against them. */
  FRESH,

  /** Part of a batch that was refused: they are inserted apart from fresh ones, and soon. */
  SUSPECT
}
