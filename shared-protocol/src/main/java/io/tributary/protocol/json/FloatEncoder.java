package io.tributary.protocol.json;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code Float32} and {@code Float64} from numbers, numbers in strings, {@code nan} and {@code
 * inf}, and true and false as 1 and 0. A number beyond the type is an infinity, as in ClickHouse.
 */
final class FloatEncoder implements ValueEncoder {
  private static final String NOT_A_NUMBER = "it is not a number";

  /** Size of the numbers. */
  enum Width {
    SINGLE,
    DOUBLE
  }

  private static final int MAX_LENGTH = 1_000;

  private final Width width;
  // The parser makes objects when it reads characters, and none when it reads bytes.
  private final byte[] digits = new byte[MAX_LENGTH];

  FloatEncoder(Width width) {
    this.width = width;
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    return switch (token) {
      case INTEGER, DECIMAL -> number(in.chars(), out);
      case STRING, NAME -> string(in.chars(), out);
      case TRUE -> write(1, out);
      case FALSE -> write(0, out);
      case OBJECT, OBJECT_END, ARRAY, ARRAY_END, NULL -> NOT_A_NUMBER;
    };
  }

  private @Nullable String number(Chars text, RowBinaryWriter out) {
    int length = text.length();
    if (length > MAX_LENGTH) {
      return "it has more than " + MAX_LENGTH + " characters";
    }
    for (int i = 0; i < length; i++) {
      digits[i] = (byte) text.at(i);
    }
    if (width == Width.SINGLE) {
      out.writeFloat32(JavaFloatParser.parseFloat(digits, 0, length));
    } else {
      out.writeFloat64(JavaDoubleParser.parseDouble(digits, 0, length));
    }
    return null;
  }

  private @Nullable String string(Chars text, RowBinaryWriter out) {
    if (text.isWord("nan") || text.isWord("+nan") || text.isWord("-nan")) {
      return write(Double.NaN, out);
    }
    if (text.isWord("inf") || text.isWord("+inf")) {
      return write(Double.POSITIVE_INFINITY, out);
    }
    if (text.isWord("infinity") || text.isWord("+infinity")) {
      return write(Double.POSITIVE_INFINITY, out);
    }
    if (text.isWord("-inf") || text.isWord("-infinity")) {
      return write(Double.NEGATIVE_INFINITY, out);
    }
    return isDecimal(text) ? number(text, out) : NOT_A_NUMBER;
  }

  /** {@code [+-] digits [. digits] [e [+-] digits]}: Java's parser would take more than that. */
  private static boolean isDecimal(Chars text) {
    int at = afterSign(text, 0);
    int whole = afterDigits(text, at);
    int digits = whole - at;
    at = whole;
    if (at < text.length() && text.at(at) == '.') {
      int end = afterDigits(text, at + 1);
      digits += end - at - 1;
      at = end;
    }
    if (at < text.length() && (text.at(at) == 'e' || text.at(at) == 'E')) {
      int exponent = afterSign(text, at + 1);
      at = afterDigits(text, exponent);
      return digits > 0 && at > exponent && at == text.length();
    }
    return digits > 0 && at == text.length();
  }

  private static int afterSign(Chars text, int at) {
    return at < text.length() && (text.at(at) == '-' || text.at(at) == '+') ? at + 1 : at;
  }

  private static int afterDigits(Chars text, int from) {
    int at = from;
    while (at < text.length() && text.at(at) >= '0' && text.at(at) <= '9') {
      at++;
    }
    return at;
  }

  private @Nullable String write(double value, RowBinaryWriter out) {
    if (width == Width.SINGLE) {
      out.writeFloat32((float) value);
    } else {
      out.writeFloat64(value);
    }
    return null;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    write(0, out);
  }
}
