package io.tributary.protocol.json;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.json.WideNumber.Sign;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code Decimal(P, S)} from numbers, also in quotes; an empty string is 0. Digits behind the scale
 * are cut off, not rounded.
 *
 * <p>As in ClickHouse the digits before the point, without leading zeros, may be P at most, and
 * after the exponent has moved the point they may be P − S at most, even if all of them are 0.
 */
final class DecimalEncoder implements ValueEncoder {
  private static final String NOT_A_NUMBER = "it is not a number";
  private static final String BAD_EXPONENT = "its exponent does not fit into 32 bits";

  private final ColumnType.Decimal type;
  private final String tooLarge;
  private final WideNumber wide = new WideNumber();
  private final WholeNumber exponent = new WholeNumber();

  DecimalEncoder(ColumnType.Decimal type) {
    this.type = type;
    this.tooLarge =
        "it has more than the %d digits before the point of %s"
            .formatted(type.precision() - type.scale(), type.sql());
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    return switch (token) {
      case NUMBER -> number(in.text(), out);
      case STRING, NAME -> {
        TextBytes text = in.text();
        if (text.length() == 0) {
          encodeMissing(out);
          yield null;
        }
        yield number(text, out);
      }
      case TRUE, FALSE, OBJECT, OBJECT_END, ARRAY, ARRAY_END, NULL -> NOT_A_NUMBER;
    };
  }

  private @Nullable String number(TextBytes text, RowBinaryWriter out) {
    if (!Numerals.isNumeral(text)) {
      return NOT_A_NUMBER;
    }
    int sign = Numerals.afterSign(text, 0);
    int from = sign;
    while (from < text.length() && text.at(from) == '0') {
      from++;
    }
    int point = Numerals.afterDigits(text, from);
    int end = point;
    if (point < text.length() && text.at(point) == '.') {
      end = Numerals.afterDigits(text, point + 1);
    }
    int shift = 0;
    if (end < text.length()) {
      String refusal = exponent.read(text, end + 1, text.length());
      if (refusal != null || exponent.value() != (int) exponent.value()) {
        return BAD_EXPONENT;
      }
      shift = (int) exponent.value();
    }
    long before = point - from + (long) shift;
    if (point - from > type.precision() || before > type.precision() - type.scale()) {
      return tooLarge;
    }
    // At most as many as the precision, so that the number fits.
    int digits = (int) Math.max(0, before + type.scale());
    boolean negative = sign > 0 && text.at(0) == '-';
    if (type.bits() > Long.SIZE) {
      readWide(text, from, end, digits);
      wide.write(type.bits(), negative ? Sign.NEGATIVE : Sign.POSITIVE, out);
    } else {
      long value = narrow(text, from, end, digits);
      write(negative ? -value : value, out);
    }
    return null;
  }

  /** So many digits of the text, zeros when it ends. */
  private static long narrow(TextBytes text, int from, int end, int digits) {
    long value = 0;
    int left = digits;
    for (int i = from; i < end && left > 0; i++) {
      int c = text.at(i);
      if (c != '.') {
        value = value * 10 + (c - '0');
        left--;
      }
    }
    for (; left > 0; left--) {
      value *= 10;
    }
    return value;
  }

  private void readWide(TextBytes text, int from, int end, int digits) {
    wide.clear();
    int left = digits;
    for (int i = from; i < end && left > 0; i++) {
      int c = text.at(i);
      if (c != '.') {
        wide.append(c - '0');
        left--;
      }
    }
    for (; left > 0; left--) {
      wide.append(0);
    }
  }

  private void write(long value, RowBinaryWriter out) {
    if (type.bits() == 32) {
      out.writeInt32((int) value);
    } else {
      out.writeInt64(value);
    }
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    if (type.bits() > Long.SIZE) {
      wide.clear();
      wide.write(type.bits(), Sign.POSITIVE, out);
    } else {
      write(0, out);
    }
  }
}
