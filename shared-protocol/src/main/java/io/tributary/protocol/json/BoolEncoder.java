package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/** {@code Bool} from true, false, 1 and 0, none of them in quotes. */
final class BoolEncoder implements ValueEncoder {

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    int value =
        switch (token) {
          case TRUE -> 1;
          case FALSE -> 0;
          case NUMBER -> value(in.text());
          case NAME, STRING, OBJECT, OBJECT_END, ARRAY, ARRAY_END, NULL -> -1;
        };
    if (value < 0) {
      return "it is neither true nor false";
    }
    out.writeInt8(value);
    return null;
  }

  private static int value(TextBytes text) {
    if (text.is("1")) {
      return 1;
    }
    return text.is("0") ? 0 : -1;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    out.writeInt8(0);
  }
}
