package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/** {@code UUID} from 32 hexadecimal digits, with the usual four hyphens or with none. */
final class UuidEncoder implements ValueEncoder {
  private static final String REFUSAL = "it is not a UUID of 32 hexadecimal digits";
  private static final int HYPHENATED = 36;
  private static final int BARE = 32;

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    if (token != Token.STRING && token != Token.NAME) {
      return REFUSAL;
    }
    TextBytes text = in.text();
    if (text.length() != HYPHENATED && text.length() != BARE) {
      return REFUSAL;
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      if (text.length() == HYPHENATED && (i == 8 || i == 13 || i == 18 || i == 23)) {
        if (c != '-') {
          return REFUSAL;
        }
        continue;
      }
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return REFUSAL;
      }
      high = (high << 4) | (low >>> 60);
      low = (low << 4) | digit;
    }
    out.writeUuid(high, low);
    return null;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    out.writeUuid(0, 0);
  }
}
