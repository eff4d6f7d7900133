package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code Int8} to {@code UInt64} from numbers, numbers in strings, and true and false as 1 and 0.
 * ClickHouse would wrap some numbers that are too large; here they are refused.
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
      case INTEGER, STRING, NAME -> encode(in.chars(), out);
      case TRUE -> write(1, out);
      case FALSE -> write(0, out);
      case DECIMAL, OBJECT, OBJECT_END, ARRAY, ARRAY_END, NULL -> WholeNumber.NOT_WHOLE;
    };
  }

  private @Nullable String encode(Chars text, RowBinaryWriter out) {
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
    if (number.isNegative()) {
      return number.magnitude() == 0;
    }
    return bits == 64 || number.magnitude() >>> bits == 0;
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
