package io.tributary.protocol.row;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages of one format, and where the format has schemas of one schema, into the columns
 * that messages fill. One thread.
 *
 * <p>Failure semantics: a message becomes exactly one row or exactly one problem; a problem leaves
 * no byte behind and does not touch the messages after it.
 */
public interface RowEncoder {

  /**
   * Appends the row of a message.
   *
   * @param bytes hold the message; never changed and not kept
   * @param offset of its first byte
   * @param length in bytes
   * @param out should have room for the largest row; with less room, a row that does not fit is a
   *     problem too
   * @return null when the row is written, else why there is none
   */
  @Nullable RowProblem encode(byte[] bytes, int offset, int length, RowBinaryWriter out);
}
