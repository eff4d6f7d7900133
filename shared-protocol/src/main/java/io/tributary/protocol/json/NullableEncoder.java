package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/** {@code Nullable(T)}: a byte, 1 for NULL, or 0 and the value. */
final class NullableEncoder implements ValueEncoder {
  private final ValueEncoder of;

  NullableEncoder(ValueEncoder of) {
    this.of = of;
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out)
      throws BrokenMessageException {
    if (token == Token.NULL) {
      out.writeNull();
      return null;
    }
    out.writeNotNull();
    return of.encode(in, token, out);
  }

  @Override
  public void encodeRaw(byte[] source, int offset, int length, RowBinaryWriter out) {
    out.writeNotNull();
    of.encodeRaw(source, offset, length, out);
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    out.writeNull();
  }

  @Override
  public boolean takesNull() {
    return true;
  }
}
