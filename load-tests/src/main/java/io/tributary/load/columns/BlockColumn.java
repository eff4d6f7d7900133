package io.tributary.load.columns;

import io.tributary.protocol.rowbinary.RowBinaryWriter;

/** Values of one column, or of one part of its type, as a block of Native has them. */
interface BlockColumn {

  /** The type's text as it stands in the block. */
  String type();

  /** Appends the next value of a RowBinary row. */
  void take(RowCursor rows);

  /** Appends what stands for NULL. */
  void takeDefault();

  /** What stands before the values of a column; nothing but for dictionaries. */
  default void writePrefix(RowBinaryWriter out) {}

  /** Writes all values and forgets them. */
  void drain(RowBinaryWriter out);
}
