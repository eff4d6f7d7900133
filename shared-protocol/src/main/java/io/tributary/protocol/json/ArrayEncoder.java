package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/** {@code Array(T)}: a count and the elements; a null among them counts as missing. */
final class ArrayEncoder implements ValueEncoder {
  private final ValueEncoder of;

  ArrayEncoder(ValueEncoder of) {
    this.of = of;
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out)
      throws BrokenMessageException {
    if (token != Token.ARRAY) {
      return "it is not an array";
    }
    int start = out.beginCollection();
    int count = 0;
    for (Token next = in.firstElement(); next != Token.ARRAY_END; next = in.nextElement()) {
      if (next == Token.NULL && !of.takesNull()) {
        of.encodeMissing(out);
      } else {
        String refusal = of.encode(in, next, out);
        if (refusal != null) {
          return refusal;
        }
      }
      count++;
    }
    out.endCollection(start, count);
    return null;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    out.writeVarUInt(0);
  }
}
