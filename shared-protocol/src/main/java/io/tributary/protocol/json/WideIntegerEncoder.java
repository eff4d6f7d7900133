package io.tributary.protocol.json;

import io.tributary.protocol.json.WideNumber.Sign;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * {@code Int128}, {@code Int256}, {@code UInt128} and {@code UInt256} from what the narrower
 * integers take, see {@link IntegerEncoder}. Numbers that ClickHouse would wrap are refused.
 */
final class WideIntegerEncoder implements ValueEncoder {
  private final int bits;
  private final boolean signed;
  private final String outOfRange;
  private final WideNumber number = new WideNumber();

  private WideIntegerEncoder(int bits, boolean signed, String outOfRange) {
    this.bits = bits;
    this.signed = signed;
    this.outOfRange = outOfRange;
  }

  static WideIntegerEncoder signed(int bits) {
    BigInteger beyond = BigInteger.TWO.pow(bits - 1);
    return new WideIntegerEncoder(
        bits,
        true,
        "it is not between %d and %d".formatted(beyond.negate(), beyond.subtract(BigInteger.ONE)));
  }

  static WideIntegerEncoder unsigned(int bits) {
    BigInteger beyond = BigInteger.TWO.pow(bits);
    return new WideIntegerEncoder(
        bits, false, "it is not between 0 and %d".formatted(beyond.subtract(BigInteger.ONE)));
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    return switch (token) {
      case NUMBER -> number(in.text(), out);
      case STRING, NAME -> quoted(in.text(), out);
      case TRUE -> writeSmall(1, out);
      case FALSE -> writeSmall(0, out);
      case OBJECT, OBJECT_END, ARRAY, ARRAY_END, NULL -> WholeNumber.NOT_WHOLE;
    };
  }

  private @Nullable String quoted(TextBytes text, RowBinaryWriter out) {
    if (text.length() == 0 || text.is("false")) {
      return writeSmall(0, out);
    }
    return text.is("true") ? writeSmall(1, out) : number(text, out);
  }

  private @Nullable String number(TextBytes text, RowBinaryWriter out) {
    int from = Numerals.afterSign(text, 0);
    Sign sign = from > 0 && text.at(0) == '-' ? Sign.NEGATIVE : Sign.POSITIVE;
    if (from == text.length()) {
      return WholeNumber.NOT_WHOLE;
    }
    number.clear();
    for (int i = from; i < text.length(); i++) {
      int c = text.at(i);
      if (!Numerals.isDigit(c)) {
        return WholeNumber.NOT_WHOLE;
      }
      number.append(c - '0');
    }
    boolean fits =
        signed ? number.fitsSigned(bits, sign) : sign == Sign.POSITIVE && number.fitsUnsigned(bits);
    if (!fits) {
      return outOfRange;
    }
    number.write(bits, sign, out);
    return null;
  }

  private @Nullable String writeSmall(long value, RowBinaryWriter out) {
    if (bits == 128) {
      out.writeInt128(0, value);
    } else {
      out.writeInt256(0, 0, 0, value);
    }
    return null;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    writeSmall(0, out);
  }
}
