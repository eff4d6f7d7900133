package io.tributary.protocol.json;

import io.tributary.protocol.json.Inferred.Scalar;
import io.tributary.protocol.row.ZoneOffsets;

/**
 * Tells which texts are meant as a day or a time, where no column says so. Stricter than reading
 * one: day, month and year must be there and be separated. One thread, no object per value.
 */
final class ImpliedTime {
  private static final int SHORTEST = 6;
  private static final int SHORTEST_DATE = 8;
  private static final int LONGEST = 50;
  private static final int YEAR_DIGITS = 4;
  private static final int CLOCK_DIGITS = 6;
  private static final long LAST_DATE = 0xFFFF;
  private static final long LAST_SECOND = 0xFFFF_FFFFL;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final ZoneOffsets zone;
  private final CivilTime time = new CivilTime();
  private final BestEffortTime bestEffort = new BestEffortTime(true);
  private final DayText day = new DayText();

  /**
   * @param zone of times that do not say theirs
   */
  ImpliedTime(ZoneOffsets zone) {
    this.zone = zone;
  }

  /** DATE, SECONDS or NANOS, or else TEXT. */
  Scalar of(TextBytes text) {
    int length = text.length();
    if (length < SHORTEST || length > LONGEST || !looksLikeTime(text)) {
      return Scalar.TEXT;
    }
    if (length >= SHORTEST_DATE && isDate(text)) {
      return Scalar.DATE;
    }
    if (!time.readCanonical(text)
        && (bestEffort.read(text, time) != null || !bestEffort.saidDay())) {
      return Scalar.TEXT;
    }
    long second = time.epochSecond(zone);
    if (second >= 0 && second <= LAST_SECOND && !hasPoint(text)) {
      return Scalar.SECONDS;
    }
    boolean fits =
        second > Long.MIN_VALUE / NANOS_PER_SECOND && second < Long.MAX_VALUE / NANOS_PER_SECOND;
    return fits ? Scalar.NANOS : Scalar.TEXT;
  }

  private boolean isDate(TextBytes text) {
    return isDelimiter(text.at(YEAR_DIGITS))
        && day.read(text) == null
        && day.epochDay() >= 0
        && day.epochDay() <= LAST_DATE
        && isDelimiter(text.at(Numerals.isDigit(text.at(6)) ? 7 : 6));
  }

  /** False for nearly all texts that are no times, and for forms of times that might be numbers. */
  private static boolean looksLikeTime(TextBytes text) {
    int length = text.length();
    boolean digits = false;
    boolean letters = false;
    int at = 0;
    while (at < length) {
      int c = text.at(at);
      if (Numerals.isDigit(c)) {
        int end = Numerals.afterDigits(text, at);
        if (!isPiece(text, at, end) || !(digits || letters || isYearFirst(text, end))) {
          return false;
        }
        digits = true;
        at = end;
        continue;
      }
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      if (!letter && c != ' ' && c != '+' && c != ',' && c != '.' && !isDelimiter(c)) {
        return false;
      }
      letters |= letter;
      at++;
    }
    return digits;
  }

  /** True for digits that are not too many for what stands in front of them. */
  private static boolean isPiece(TextBytes text, int from, int to) {
    int before = from == 0 ? ' ' : text.at(from - 1);
    int digits = to - from;
    if (before == '.') {
      return isBehindClock(text, from - 1);
    }
    boolean signed = before == '-' || before == '+';
    return digits <= 2
        || digits == YEAR_DIGITS
        || (signed && (digits == 3 || digits == CLOCK_DIGITS));
  }

  private static boolean isBehindClock(TextBytes text, int point) {
    int from = point;
    while (from > 0 && Numerals.isDigit(text.at(from - 1))) {
      from--;
    }
    return from > 0 && from < point && (text.at(from - 1) == ':' || point - from == CLOCK_DIGITS);
  }

  /** False for a year in front with something else than a delimiter before the month's digits. */
  private static boolean isYearFirst(TextBytes text, int end) {
    boolean moreDigits = end + 1 < text.length() && Numerals.isDigit(text.at(end + 1));
    return !moreDigits || isDelimiter(text.at(end));
  }

  private static boolean isDelimiter(int c) {
    return c == '-' || c == '/' || c == ':';
  }

  private static boolean hasPoint(TextBytes text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.at(i) == '.') {
        return true;
      }
    }
    return false;
  }
}
