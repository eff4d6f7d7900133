package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/** {@code FixedString(N)} from strings of at most N bytes; zeros fill it up. */
final class FixedTextEncoder implements ValueEncoder {
  private static final byte[] NOTHING = new byte[0];

  private final int size;
  private final String tooLong;

  FixedTextEncoder(int size) {
    this.size = size;
    this.tooLong = "it is longer than " + size + " bytes";
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    if (token != Token.STRING && token != Token.NAME) {
      return "it is not a string";
    }
    TextBytes text = in.text();
    if (text.length() > size) {
      return tooLong;
    }
    out.writeFixedString(text.array(), text.from(), text.length(), size);
    return null;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    out.writeFixedString(NOTHING, 0, 0, size);
  }
}
