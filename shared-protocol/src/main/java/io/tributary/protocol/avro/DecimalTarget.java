package io.tributary.protocol.avro;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Takes decimals as values of a {@code Decimal(P, S)} and refuses those that it cannot hold
 * exactly. One thread.
 */
final class DecimalTarget {
  private final ColumnType.Decimal type;
  private final int shift;
  private final int fromScale;
  private final long narrowFactor;
  private final long narrowLimit;
  private final WideDecimal number = new WideDecimal();
  private final WideDecimal limit = new WideDecimal();

  /**
   * @param fromScale digits after the point of the numbers that come
   */
  DecimalTarget(ColumnType.Decimal type, int fromScale) {
    this.type = type;
    this.fromScale = fromScale;
    this.shift = type.scale() - fromScale;
    boolean isNarrow = type.precision() <= 18 && shift >= 0 && shift <= 18;
    this.narrowFactor = isNarrow ? BigInteger.TEN.pow(shift).longValueExact() : 0;
    // Below it a number fits and its product does not overflow.
    this.narrowLimit =
        isNarrow ? BigInteger.TEN.pow(Math.max(0, type.precision() - shift)).longValueExact() : 0;
    byte[] beyond = BigInteger.TEN.pow(type.precision()).toByteArray();
    boolean unused = limit.read(beyond, 0, beyond.length);
  }

  /** Appends the number that these bytes are in two's complement, the highest first. */
  void write(byte[] source, int offset, int length, RowBinaryWriter out)
      throws UnfitValueException {
    if (length > 0 && length <= Long.BYTES && narrowFactor != 0) {
      long value = source[offset];
      for (int i = 1; i < length; i++) {
        value = (value << Byte.SIZE) | (source[offset + i] & 0xFF);
      }
      if (Math.abs(value) < narrowLimit && value != Long.MIN_VALUE) {
        writeNarrow(value * narrowFactor, out);
        return;
      }
    }
    if (!number.read(source, offset, length)) {
      throw new UnfitValueException(length + " bytes", "it has more than 86 digits");
    }
    if (!fits()) {
      throw unfit(length == 0 ? BigInteger.ZERO : new BigInteger(source, offset, length));
    }
    number.write(type.bits(), out);
  }

  /** Appends a number of the scale that comes. */
  void write(long value, RowBinaryWriter out) throws UnfitValueException {
    if (narrowFactor != 0 && value != Long.MIN_VALUE && Math.abs(value) < narrowLimit) {
      writeNarrow(value * narrowFactor, out);
      return;
    }
    number.set(value);
    if (!fits()) {
      throw unfit(BigInteger.valueOf(value));
    }
    number.write(type.bits(), out);
  }

  private void writeNarrow(long value, RowBinaryWriter out) {
    if (type.bits() == Integer.SIZE) {
      out.writeInt32((int) value);
    } else {
      out.writeInt64(value);
    }
  }

  private boolean fits() {
    boolean exact = shift >= 0 ? number.raise(shift) : number.lower(-shift);
    return exact && number.isBelow(limit);
  }

  private UnfitValueException unfit(BigInteger unscaled) {
    return new UnfitValueException(
        new BigDecimal(unscaled, fromScale).toPlainString(), "it does not fit exactly");
  }
}
