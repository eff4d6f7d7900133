package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code String} from strings; everything else as its JSON text. */
final class TextEncoder implements ValueEncoder {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out)
      throws BrokenMessageException {
    switch (token) {
      case STRING, NAME -> write(in.text(), out);
      case NUMBER -> {
        if (!Numerals.isNumberOfAnyColumn(in.text())) {
          return "it is not a number, write it in quotes";
        }
        write(in.text(), out);
      }
      case TRUE -> encodeRaw(TRUE, 0, TRUE.length, out);
      case FALSE -> encodeRaw(FALSE, 0, FALSE.length, out);
      case OBJECT, ARRAY -> {
        int start = in.start();
        in.skip();
        encodeRaw(in.bytes(), start, in.position() - start, out);
      }
      case OBJECT_END, ARRAY_END, NULL -> {
        return "it is not a value";
      }
    }
    return null;
  }

  private static void write(TextBytes text, RowBinaryWriter out) {
    out.writeString(text.array(), text.from(), text.length());
  }

  @Override
  public void encodeRaw(byte[] source, int offset, int length, RowBinaryWriter out) {
    out.writeString(source, offset, length);
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    out.writeVarUInt(0);
  }
}
