package io.tributary.protocol.avro;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.Arrays;

/**
 * A whole number of up to 288 bits that is read from two's complement and moved by powers of ten,
 * without an object per number. Holds a sign and the magnitude in limbs of 32 bits, the lowest
 * first. One thread.
 */
final class WideDecimal {
  /** More bytes than these are no number of any column. */
  static final int MAX_BYTES = 36;

  private static final int LIMBS = MAX_BYTES / Integer.BYTES;
  private static final int CHUNK_DIGITS = 9;
  private static final int CHUNK = 1_000_000_000;
  private static final long LOW = 0xFFFF_FFFFL;

  private final int[] limbs = new int[LIMBS];
  private final byte[] digits = new byte[(LIMBS + 1) * 10];
  private boolean negative;

  /**
   * Reads a two's complement number, its highest byte first; none is 0.
   *
   * @return false when it has more than {@value #MAX_BYTES} bytes that say something
   */
  boolean read(byte[] bytes, int offset, int length) {
    negative = length > 0 && bytes[offset] < 0;
    byte sign = (byte) (negative ? -1 : 0);
    int from = offset;
    int end = offset + length;
    while (end - from > MAX_BYTES) {
      if (bytes[from] != sign) {
        return false;
      }
      from++;
    }
    if (from > offset && (bytes[from] < 0) != negative) {
      return false;
    }
    Arrays.fill(limbs, sign);
    for (int i = end - 1, bit = 0; i >= from; i--, bit += Byte.SIZE) {
      int shift = bit & 31;
      limbs[bit >> 5] = (limbs[bit >> 5] & ~(0xFF << shift)) | ((bytes[i] & 0xFF) << shift);
    }
    if (negative) {
      negate();
    }
    return true;
  }

  /** Takes a number of 64 bits. */
  void set(long value) {
    negative = value < 0;
    long magnitude = negative ? -value : value;
    Arrays.fill(limbs, 0);
    limbs[0] = (int) magnitude;
    limbs[1] = (int) (magnitude >>> Integer.SIZE);
  }

  private void negate() {
    long carry = 1;
    for (int i = 0; i < LIMBS; i++) {
      long sum = (~limbs[i] & LOW) + carry;
      limbs[i] = (int) sum;
      carry = sum >>> Integer.SIZE;
    }
  }

  /** Multiplies by a power of ten; false when the result is too large. */
  boolean raise(int powers) {
    for (int left = powers; left > 0; left -= CHUNK_DIGITS) {
      long factor = left >= CHUNK_DIGITS ? CHUNK : power(left);
      long carry = 0;
      for (int i = 0; i < LIMBS; i++) {
        long product = (limbs[i] & LOW) * factor + carry;
        limbs[i] = (int) product;
        carry = product >>> Integer.SIZE;
      }
      if (carry != 0) {
        return false;
      }
    }
    return true;
  }

  /** Divides by a power of ten; false when something is left over. */
  boolean lower(int powers) {
    for (int left = powers; left > 0; left -= CHUNK_DIGITS) {
      if (divide(left >= CHUNK_DIGITS ? CHUNK : power(left)) != 0) {
        return false;
      }
    }
    return true;
  }

  private int divide(int divisor) {
    long rest = 0;
    for (int i = LIMBS - 1; i >= 0; i--) {
      long dividend = (rest << Integer.SIZE) | (limbs[i] & LOW);
      limbs[i] = (int) (dividend / divisor);
      rest = dividend % divisor;
    }
    return (int) rest;
  }

  private static int power(int digits) {
    int power = 1;
    for (int i = 0; i < digits; i++) {
      power *= 10;
    }
    return power;
  }

  /** True when the magnitude is below that of another number. */
  boolean isBelow(WideDecimal other) {
    for (int i = LIMBS - 1; i >= 0; i--) {
      if (limbs[i] != other.limbs[i]) {
        return Integer.compareUnsigned(limbs[i], other.limbs[i]) < 0;
      }
    }
    return false;
  }

  /** Appends the low bits of the number in two's complement, little-endian. */
  void write(int bits, RowBinaryWriter out) {
    if (negative) {
      negate();
    }
    switch (bits) {
      case 32 -> out.writeInt32(limbs[0]);
      case 64 -> out.writeInt64(word(0));
      case 128 -> out.writeInt128(word(1), word(0));
      default -> out.writeInt256(word(3), word(2), word(1), word(0));
    }
  }

  private long word(int index) {
    return ((long) limbs[2 * index + 1] << Integer.SIZE) | (limbs[2 * index] & LOW);
  }

  /**
   * Appends the digits with a point before the last so many; the number is 0 afterwards.
   *
   * @param scale at most {@link Logical#MAX_DIGITS}
   */
  void print(int scale, RowBinaryWriter out) {
    int from = digits.length;
    boolean more = true;
    while (more || digits.length - from <= scale) {
      int chunk = divide(CHUNK);
      more = !isZero();
      for (int i = 0; i < CHUNK_DIGITS && from > 0; i++) {
        digits[--from] = (byte) ('0' + chunk % 10);
        chunk /= 10;
      }
    }
    while (digits.length - from > scale + 1 && digits[from] == '0') {
      from++;
    }
    if (negative) {
      out.writeInt8('-');
    }
    int point = digits.length - scale;
    out.writeRaw(digits, from, point - from);
    if (scale > 0) {
      out.writeInt8('.');
      out.writeRaw(digits, point, scale);
    }
  }

  private boolean isZero() {
    int all = 0;
    for (int limb : limbs) {
      all |= limb;
    }
    return all == 0;
  }
}
