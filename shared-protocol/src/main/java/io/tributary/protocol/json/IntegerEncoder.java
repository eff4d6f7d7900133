package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code Int8} to {@code UInt64} from whole numbers and from true and false as 1 and 0, all of them
 * also in quotes; an empty string is 0. Numbers that ClickHouse would wrap are refused.
 */
final class IntegerEncoder implements ValueEncoder {
  private final int bits;
  private final boolean signed;
  private final String outOfRange;
  private final WholeNumber number = new WholeNumber();

  private IntegerEncoder(int bits, boolean signed, String outOfRange) {
    this.bits = bits;
    this.signed = signed;
    this.outOfRange = outOfRange;
  }

  static IntegerEncoder signed(int bits) {
    long largest = Long.MAX_VALUE >> (64 - bits);
    return new IntegerEncoder(
        bits, true, "it is not between %d and %d".formatted(-largest - 1, largest));
  }

  static IntegerEncoder unsigned(int bits) {
    String largest = Long.toUnsignedString(-1L >>> (64 - bits));
    return new IntegerEncoder(bits, false, "it is not between 0 and " + largest);
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    return switch (token) {
      case NUMBER -> number(in.text(), out);
      case STRING, NAME -> quoted(in.text(), out);
      case TRUE -> write(1, out);
      case FALSE -> write(0, out);
      case OBJECT, OBJECT_END, ARRAY, ARRAY_END, NULL -> WholeNumber.NOT_WHOLE;
    };
  }

  private @Nullable String quoted(TextBytes text, RowBinaryWriter out) {
    if (text.length() == 0) {
      return write(0, out);
    }
    return switch (text.at(0)) {
      case 't' -> text.is("true") ? write(1, out) : WholeNumber.NOT_WHOLE;
      case 'f' -> text.is("false") ? write(0, out) : WholeNumber.NOT_WHOLE;
      default -> number(text, out);
    };
  }

  private @Nullable String number(TextBytes text, RowBinaryWriter out) {
    String refusal = number.read(text);
    if (refusal != null) {
      return refusal.equals(WholeNumber.OVERFLOW) ? outOfRange : refusal;
    }
    return fits() ? write(number.value(), out) : outOfRange;
  }

  private boolean fits() {
    if (signed) {
      long value = number.value();
      return number.fitsSigned() && (value << (64 - bits)) >> (64 - bits) == value;
    }
    return !number.isNegative() && (bits == 64 || number.magnitude() >>> bits == 0);
  }

  private @Nullable String write(long value, RowBinaryWriter out) {
    switch (bits) {
      case 8 -> out.writeInt8((int) value);
      case 16 -> out.writeInt16((int) value);
      case 32 -> out.writeInt32((int) value);
      default -> out.writeInt64(value);
    }
    return null;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    write(0, out);
  }
}
