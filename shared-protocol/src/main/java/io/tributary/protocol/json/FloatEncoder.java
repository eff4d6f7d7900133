package io.tributary.protocol.json;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code Float32} and {@code Float64} from numbers, {@code nan} and {@code inf}, and true and false
 * as 1 and 0, all of them also in quotes. The value is the nearest one of the type; a number beyond
 * the type is an infinity, as in ClickHouse.
 */
final class FloatEncoder implements ValueEncoder {
  private static final String NOT_A_NUMBER = "it is not a number";
  private static final int MAX_LENGTH = 1_000;
  // Numbers of at most so many digits, and powers of ten up to these, are exact in a double.
  private static final int EXACT_DIGITS = 15;
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  /** Size of the numbers. */
  enum Width {
    SINGLE,
    DOUBLE
  }

  private final Width width;

  FloatEncoder(Width width) {
    this.width = width;
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    return switch (token) {
      case NUMBER, STRING, NAME -> number(in.text(), out);
      case TRUE -> write(1, out);
      case FALSE -> write(0, out);
      case OBJECT, OBJECT_END, ARRAY, ARRAY_END, NULL -> NOT_A_NUMBER;
    };
  }

  private @Nullable String number(TextBytes text, RowBinaryWriter out) {
    if (width == Width.DOUBLE && shortDecimal(text, out)) {
      return null;
    }
    if (!Numerals.isNumeral(text)) {
      return word(text, out);
    }
    if (text.length() > MAX_LENGTH) {
      return "it has more than " + MAX_LENGTH + " characters";
    }
    if (width == Width.SINGLE) {
      out.writeFloat32(JavaFloatParser.parseFloat(text.array(), text.from(), text.length()));
    } else {
      out.writeFloat64(JavaDoubleParser.parseDouble(text.array(), text.from(), text.length()));
    }
    return null;
  }

  /**
   * Writes what most numbers are: a few digits with a point among them. Digits and power of ten are
   * exact in a double, and one division of exact numbers gives the nearest one.
   */
  private static boolean shortDecimal(TextBytes text, RowBinaryWriter out) {
    int length = text.length();
    boolean negative = length > 0 && text.at(0) == '-';
    int from = negative ? 1 : 0;
    if (length - from > EXACT_DIGITS || length == from) {
      return false;
    }
    long digits = 0;
    int point = length;
    for (int i = from; i < length; i++) {
      int c = text.at(i);
      if (Numerals.isDigit(c)) {
        digits = digits * 10 + (c - '0');
      } else if (c == '.' && point == length && length - from > 1) {
        point = i;
      } else {
        return false;
      }
    }
    double value = point == length ? digits : digits / POWERS[length - point - 1];
    out.writeFloat64(negative ? -value : value);
    return true;
  }

  private @Nullable String word(TextBytes text, RowBinaryWriter out) {
    if (Numerals.isNan(text)) {
      return nan(text.at(0) == '-', out);
    }
    if (Numerals.isInfinity(text)) {
      return write(Double.POSITIVE_INFINITY, out);
    }
    if (Numerals.isNegativeInfinity(text)) {
      return write(Double.NEGATIVE_INFINITY, out);
    }
    if (text.is("true")) {
      return write(1, out);
    }
    return text.is("false") ? write(0, out) : NOT_A_NUMBER;
  }

  /** Keeps the sign, which a conversion from double to float may lose. */
  private @Nullable String nan(boolean negative, RowBinaryWriter out) {
    if (width == Width.SINGLE) {
      out.writeInt32(negative ? 0xFFC0_0000 : 0x7FC0_0000);
    } else {
      out.writeInt64(negative ? 0xFFF8L << 48 : 0x7FF8L << 48);
    }
    return null;
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
