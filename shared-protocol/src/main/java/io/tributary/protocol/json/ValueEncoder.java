package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/** Encodes values of one column type. May keep state between values: one thread. */
interface ValueEncoder {

  /**
   * Appends the value that the scanner stands on, and leaves the scanner on its last token.
   *
   * @param token what the scanner stands on
   * @return why the value does not fit, the scanner standing on it; null when it was appended.
   *     After a refusal {@code out} may hold a part of the value.
   */
  @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out)
      throws BrokenMessageException;

  /** Appends what stands for a value that is missing: NULL where it can, else the zero value. */
  void encodeMissing(RowBinaryWriter out);

  /** True when a JSON null is a value of its own; otherwise it counts as missing. */
  default boolean takesNull() {
    return false;
  }

  /** Appends a piece of the message as it stands; only encoders of String columns are asked. */
  default void encodeRaw(byte[] source, int offset, int length, RowBinaryWriter out) {
    throw new IllegalStateException("only a String column takes raw text");
  }
}
