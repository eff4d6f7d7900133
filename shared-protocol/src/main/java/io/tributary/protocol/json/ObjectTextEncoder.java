package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@code JSON} from objects, as their text: ClickHouse reads it itself, told so by the setting
 * {@code input_format_binary_read_json_as_string}.
 */
final class ObjectTextEncoder implements ValueEncoder {
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out)
      throws BrokenMessageException {
    if (token != Token.OBJECT) {
      return "it is not an object";
    }
    int start = in.start();
    in.skip();
    out.writeString(in.bytes(), start, in.position() - start);
    return null;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    out.writeString(EMPTY, 0, EMPTY.length);
  }
}
