package io.tributary.protocol.json;

import org.jspecify.annotations.Nullable;

/** Reads whole numbers of up to 64 bits from characters, into itself: no object per number. */
final class WholeNumber {
  static final String NOT_WHOLE = "it is not a whole number";
  static final String OVERFLOW = "it does not fit into 64 bits";

  private static final long LARGEST_TENTH = Long.divideUnsigned(-1L, 10);

  private boolean negative;
  private long magnitude;

  /** Reads all of the text; what is wrong, or null. */
  @Nullable String read(TextBytes text) {
    return read(text, 0, text.length());
  }

  /** Reads the characters between two indexes of the text; what is wrong, or null. */
  @Nullable String read(TextBytes text, int from, int to) {
    int at = from;
    negative = at < to && text.at(at) == '-';
    if (negative || (at < to && text.at(at) == '+')) {
      at++;
    }
    if (at == to) {
      return NOT_WHOLE;
    }
    magnitude = 0;
    for (; at < to; at++) {
      int digit = text.at(at) - '0';
      if (digit < 0 || digit > 9) {
        return NOT_WHOLE;
      }
      if (Long.compareUnsigned(magnitude, LARGEST_TENTH) > 0) {
        return OVERFLOW;
      }
      long next = magnitude * 10 + digit;
      if (Long.compareUnsigned(next, digit) < 0) {
        return OVERFLOW;
      }
      magnitude = next;
    }
    return null;
  }

  /** True when a minus sign stood in front, also of zero. */
  boolean isNegative() {
    return negative;
  }

  /** Unsigned 64 bits. */
  long magnitude() {
    return magnitude;
  }

  /** True when {@link #value()} is the number. */
  boolean fitsSigned() {
    return magnitude >= 0 || (negative && magnitude == Long.MIN_VALUE);
  }

  /** The number as signed 64 bits. */
  long value() {
    return negative ? -magnitude : magnitude;
  }
}
