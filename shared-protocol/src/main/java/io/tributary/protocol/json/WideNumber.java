package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;

/**
 * A whole number of up to 256 bits that is built from its decimal digits, without an object per
 * number. Holds the magnitude; its sign is the owner's.
 */
final class WideNumber {
  /** So many digits fit into a {@code long}. */
  private static final int CHUNK = 18;

  private static final long[] POWERS = new long[CHUNK + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i <= CHUNK; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private final long[] words = new long[4];
  private long chunk;
  private int chunkDigits;
  private boolean overflow;

  void clear() {
    words[0] = 0;
    words[1] = 0;
    words[2] = 0;
    words[3] = 0;
    chunk = 0;
    chunkDigits = 0;
    overflow = false;
  }

  /** Appends a decimal digit. */
  void append(int digit) {
    if (chunkDigits == CHUNK) {
      flush();
    }
    chunk = chunk * 10 + digit;
    chunkDigits++;
  }

  private void flush() {
    long factor = POWERS[chunkDigits];
    long carry = chunk;
    for (int i = 0; i < words.length; i++) {
      long low = words[i] * factor;
      long sum = low + carry;
      carry =
          Math.unsignedMultiplyHigh(words[i], factor)
              + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
      words[i] = sum;
    }
    overflow |= carry != 0;
    chunk = 0;
    chunkDigits = 0;
  }

  /** True when the number is below 2<sup>bits</sup>, bits being 128 or 256. */
  boolean fitsUnsigned(int bits) {
    flush();
    return !overflow && (bits == 256 || (words[3] | words[2]) == 0);
  }

  /** True when the number, or the negative of it, fits into so many bits with a sign. */
  boolean fitsSigned(int bits, Sign sign) {
    if (!fitsUnsigned(bits)) {
      return false;
    }
    long top = words[bits / Long.SIZE - 1];
    return top >= 0 || (sign == Sign.NEGATIVE && top == Long.MIN_VALUE && zeroBelow(bits));
  }

  private boolean zeroBelow(int bits) {
    return words[0] == 0 && (bits == 128 || (words[1] | words[2]) == 0);
  }

  /** Appends the low 128 or 256 bits of the number or of its negative. */
  void write(int bits, Sign sign, RowBinaryWriter out) {
    flush();
    if (sign == Sign.NEGATIVE) {
      negate();
    }
    if (bits == 128) {
      out.writeInt128(words[1], words[0]);
    } else {
      out.writeInt256(words[3], words[2], words[1], words[0]);
    }
  }

  private void negate() {
    long carry = 1;
    for (int i = 0; i < words.length; i++) {
      words[i] = ~words[i] + carry;
      carry = carry == 1 && words[i] == 0 ? 1 : 0;
    }
  }

  /** Which side of zero. */
  enum Sign {
    POSITIVE,
    NEGATIVE
  }
}
