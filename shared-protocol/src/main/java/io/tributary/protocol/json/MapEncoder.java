package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code Map(K, V)}: a count and the pairs, in the order of the object and with the keys it
 * repeats; a null value counts as missing.
 */
final class MapEncoder implements ValueEncoder {
  private final ValueEncoder key;
  private final ValueEncoder value;

  MapEncoder(ValueEncoder key, ValueEncoder value) {
    this.key = key;
    this.value = value;
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out)
      throws BrokenMessageException {
    if (token != Token.OBJECT) {
      return "it is not an object";
    }
    int start = out.beginCollection();
    int count = 0;
    for (Token name = in.firstName(); name != Token.OBJECT_END; name = in.nextName()) {
      String refusal = pair(in, name, out);
      if (refusal != null) {
        return refusal;
      }
      count++;
    }
    out.endCollection(start, count);
    return null;
  }

  private @Nullable String pair(JsonScanner in, Token name, RowBinaryWriter out)
      throws BrokenMessageException {
    String refusal = key.encode(in, name, out);
    if (refusal != null) {
      return refusal;
    }
    Token next = in.value();
    if (next == Token.NULL && !value.takesNull()) {
      value.encodeMissing(out);
      return null;
    }
    return value.encode(in, next, out);
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    out.writeVarUInt(0);
  }
}
