package io.tributary.protocol.json;

import org.jspecify.annotations.Nullable;

/**
 * Reads a time of day, or a span of time up to 999:59:59, from text, into itself: no object per
 * value. As ClickHouse reads {@code Time} and {@code Time64}, in both of its {@code
 * date_time_input_format}s: {@code [-][[h]hh:mm:ss}, {@code [m]m:ss} or {@code [s]s}. Minutes and
 * seconds above 59 are refused behind a colon, where ClickHouse would carry them over.
 */
final class ClockText {
  static final String NOT_A_TIME = "it is not a time of the form hh:mm:ss";

  private boolean negative;
  private int seconds;
  private int nanos;

  /** True when a minus sign stands in front of all of it. */
  boolean isNegative() {
    return negative;
  }

  /** Seconds without the sign. */
  int seconds() {
    return seconds;
  }

  /** Nanoseconds without the sign, 0 to 999,999,999; digits beyond are cut. */
  int nanos() {
    return nanos;
  }

  /** Reads whole seconds; what is wrong, or null. */
  @Nullable String readWhole(TextBytes text) {
    byte[] bytes = text.array();
    int end = text.from() + text.length();
    return clock(bytes, text.from(), end) == end ? checked() : NOT_A_TIME;
  }

  /** Reads seconds that may have a fraction; what is wrong, or null. */
  @Nullable String readPrecise(TextBytes text) {
    byte[] bytes = text.array();
    int end = text.from() + text.length();
    int at = clock(bytes, text.from(), end);
    if (at < 0) {
      return NOT_A_TIME;
    }
    if (at < end && bytes[at] == '.') {
      at++;
      int unit = 1_000_000_000;
      for (; at < end && Numerals.isDigit(bytes[at]); at++) {
        unit /= 10;
        nanos += (bytes[at] - '0') * unit;
      }
    }
    return at == end ? checked() : NOT_A_TIME;
  }

  private @Nullable String checked() {
    return seconds < 0 ? CivilTime.NO_SUCH_TIME : null;
  }

  /** Index behind the whole seconds, or -1. */
  private int clock(byte[] bytes, int from, int end) {
    nanos = 0;
    negative = from < end && bytes[from] == '-';
    int first = negative ? from + 1 : from;
    int at = first;
    int leading = 0;
    while (at < end && at < first + 3 && Numerals.isDigit(bytes[at])) {
      leading = leading * 10 + bytes[at] - '0';
      at++;
    }
    int digits = at - first;
    boolean minutes = follows(bytes, at, end);
    boolean hours = minutes && follows(bytes, at + 3, end);
    // "-.5" has no digits in front of its point.
    boolean onlyFraction = negative && at < end && bytes[at] == '.';
    if ((digits == 0 && !onlyFraction) || (digits == 3 && !hours)) {
      return -1;
    }
    if (!minutes) {
      seconds = leading;
      return at;
    }
    int second = two(bytes, at + 1);
    boolean impossible = second > 59;
    seconds = leading * 60 + second;
    if (hours) {
      impossible |= two(bytes, at + 4) > 59;
      seconds = seconds * 60 + two(bytes, at + 4);
    }
    seconds = impossible ? -1 : seconds;
    return hours ? at + 6 : at + 3;
  }

  /** True when there are a colon and two digits. */
  private static boolean follows(byte[] bytes, int at, int end) {
    return at + 3 <= end
        && bytes[at] == ':'
        && Numerals.isDigit(bytes[at + 1])
        && Numerals.isDigit(bytes[at + 2]);
  }

  private static int two(byte[] bytes, int at) {
    return (bytes[at] - '0') * 10 + bytes[at + 1] - '0';
  }
}
