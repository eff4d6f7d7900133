package io.tributary.protocol.json;

import org.jspecify.annotations.Nullable;

/**
 * Reads a day from text, into itself: no object per value. As ClickHouse reads dates, in both of
 * its {@code date_time_input_format}s: {@code YYYYMMDD}, or year, month and day of one or two
 * digits with any character between them.
 */
final class DayText {
  static final String NOT_A_DATE = "it is not a date of the form YYYY-MM-DD";
  private static final int LONGEST = 10;
  private static final int SHORTEST = 8;

  private long epochDay;

  /** Days since 1970-01-01. */
  long epochDay() {
    return epochDay;
  }

  /** Reads all of the text; what is wrong, or null. */
  @Nullable String read(TextBytes text) {
    int length = text.length();
    if (length < SHORTEST || length > LONGEST) {
      return NOT_A_DATE;
    }
    byte[] bytes = text.array();
    int at = text.from();
    int end = at + length;
    int year = number(bytes, at, at + 4);
    at += 4;
    int month;
    int day;
    if (length == SHORTEST && Numerals.isDigit(bytes[at])) {
      month = number(bytes, at, at + 2);
      day = number(bytes, at + 2, end);
    } else {
      int monthEnd = at + 2;
      monthEnd += Numerals.isDigit(bytes[monthEnd]) ? 1 : 0;
      month = number(bytes, at + 1, monthEnd);
      boolean delimited =
          !Numerals.isDigit(bytes[at]) && !Numerals.isDigit(bytes[monthEnd]) && end - monthEnd <= 3;
      day = delimited ? number(bytes, monthEnd + 1, end) : -1;
    }
    if ((year | month | day) < 0) {
      return NOT_A_DATE;
    }
    if (year == 0 || month == 0 || month > 12 || day == 0 || day > CivilTime.daysIn(month, year)) {
      return CivilTime.NO_SUCH_DAY;
    }
    epochDay = CivilTime.epochDay(year, month, day);
    return null;
  }

  /** The number of one to four digits, or -1. */
  private static int number(byte[] bytes, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      if (!Numerals.isDigit(bytes[i])) {
        return -1;
      }
      number = number * 10 + bytes[i] - '0';
    }
    return from < to ? number : -1;
  }
}
