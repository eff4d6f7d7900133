package io.tributary.protocol.avro;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.Arrays;

/** Takes whole numbers of 64 bits as values of one column type. */
interface WholeTarget {
  void write(long value, RowBinaryWriter out) throws UnfitValueException;

  /** An integer of 8 to 64 bits. */
  record Narrow(int bits, long min, long max) implements WholeTarget {
    @Override
    public void write(long value, RowBinaryWriter out) throws UnfitValueException {
      if (value < min || value > max) {
        throw outOfRange(value, min, max);
      }
      switch (bits) {
        case 8 -> out.writeInt8((int) value);
        case 16 -> out.writeInt16((int) value);
        case 32 -> out.writeInt32((int) value);
        default -> out.writeInt64(value);
      }
    }
  }

  /** An integer of 128 or 256 bits. */
  record Wide(int bits, long min) implements WholeTarget {
    @Override
    public void write(long value, RowBinaryWriter out) throws UnfitValueException {
      if (value < min) {
        throw outOfRange(value, min, Long.MAX_VALUE);
      }
      long sign = value >> (Long.SIZE - 1);
      if (bits == 128) {
        out.writeInt128(sign, value);
      } else {
        out.writeInt256(sign, sign, sign, value);
      }
    }
  }

  /** The number of an Enum's name. */
  final class EnumNumber implements WholeTarget {
    private final int bits;
    private final int[] numbers;

    /**
     * @param numbers in ascending order
     */
    EnumNumber(int bits, int[] numbers) {
      this.bits = bits;
      this.numbers = numbers;
    }

    @Override
    public void write(long value, RowBinaryWriter out) throws UnfitValueException {
      boolean isKnown = value == (int) value && Arrays.binarySearch(numbers, (int) value) >= 0;
      if (!isKnown) {
        throw new UnfitValueException(Long.toString(value), "it is not a number of the Enum");
      }
      if (bits == 8) {
        out.writeInt8((int) value);
      } else {
        out.writeInt16((int) value);
      }
    }
  }

  static UnfitValueException outOfRange(long value, long min, long max) {
    return new UnfitValueException(
        Long.toString(value), "it is not between %d and %d".formatted(min, max));
  }
}
