package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/** {@code IPv4} from strings of four numbers up to 255, each of at most four digits. */
final class Ipv4Encoder implements ValueEncoder {
  private static final String REFUSAL = "it is not an IPv4 address such as 192.0.2.1";
  private static final long NONE = -1;
  private static final int MAX_DIGITS = 4;

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    if (token != Token.STRING && token != Token.NAME) {
      return REFUSAL;
    }
    long address = read(in.text(), 0);
    if (address < 0) {
      return REFUSAL;
    }
    out.writeInt32((int) address);
    return null;
  }

  /** The address that begins there and ends with the text; negative if it is none. */
  static long read(TextBytes text, int from) {
    long address = 0;
    int at = from;
    for (int octet = 0; octet < 4; octet++) {
      if (octet > 0) {
        if (at == text.length() || text.at(at) != '.') {
          return NONE;
        }
        at++;
      }
      int start = at;
      int value = 0;
      while (at < text.length() && at < start + MAX_DIGITS && Numerals.isDigit(text.at(at))) {
        value = value * 10 + (text.at(at++) - '0');
      }
      if (at == start || value > 255) {
        return NONE;
      }
      address = address << 8 | value;
    }
    return at == text.length() ? address : NONE;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    out.writeInt32(0);
  }
}
