package io.tributary.protocol.json;

import org.jspecify.annotations.Nullable;

/**
 * Reads dates and times from characters, into itself: no object per value.
 *
 * <pre>
 *   date := YYYY-MM-DD
 *   time := date [ (' ' | 'T') hh:mm[:ss[.fraction]] [zone] ]
 *   zone := 'Z' | (+|-)hh[[:]mm]
 * </pre>
 *
 * Digits of a fraction beyond the ninth are cut, as ClickHouse cuts those beyond its precision.
 */
final class CivilTime {
  private static final String NOT_A_DATE = "it is not a date of the form YYYY-MM-DD";
  private static final String NOT_A_TIME = "it is not a time of the form YYYY-MM-DD hh:mm:ss";
  private static final String NO_SUCH_DAY = "the calendar has no such day";
  private static final String NO_SUCH_TIME = "the clock has no such time";
  private static final int DATE_LENGTH = 10;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int MAX_ZONE_SECONDS = 18 * 3_600;

  private long epochDay;
  private int secondOfDay;
  private int nanos;
  private boolean zoned;
  private int zoneSeconds;
  private int at;

  /** True when the text is meant as a date rather than as a number. */
  static boolean looksLikeDate(TextBytes text) {
    return text.length() > 4 && text.at(4) == '-';
  }

  /** Days since 1970-01-01 of what was read. */
  long epochDay() {
    return epochDay;
  }

  /** Seconds since 1970-01-01 00:00:00 UTC of what was read. */
  long epochSecond(ZoneOffsets columnZone) {
    long local = epochDay * SECONDS_PER_DAY + secondOfDay;
    return local - (zoned ? zoneSeconds : columnZone.at(local));
  }

  /** Nanoseconds behind the second, 0 to 999,999,999. */
  int nanos() {
    return nanos;
  }

  /** Reads a date; what is wrong, or null. */
  @Nullable String readDate(TextBytes text) {
    String refusal = date(text);
    return refusal == null && text.length() > DATE_LENGTH ? NOT_A_DATE : refusal;
  }

  /** Reads a date and perhaps a time; what is wrong, or null. */
  @Nullable String readTime(TextBytes text) {
    secondOfDay = 0;
    nanos = 0;
    zoned = false;
    String refusal = date(text);
    if (refusal != null || text.length() == DATE_LENGTH) {
      return refusal;
    }
    int separator = text.at(DATE_LENGTH);
    if (separator != ' ' && separator != 'T' && separator != 't') {
      return NOT_A_TIME;
    }
    at = DATE_LENGTH + 1;
    refusal = clock(text);
    if (refusal == null && at < text.length()) {
      refusal = zone(text);
    }
    return refusal;
  }

  private @Nullable String date(TextBytes text) {
    if (text.length() < DATE_LENGTH || text.at(4) != '-' || text.at(7) != '-') {
      return NOT_A_DATE;
    }
    int yearHigh = two(text, 0);
    int yearLow = two(text, 2);
    int month = two(text, 5);
    int day = two(text, 8);
    if ((yearHigh | yearLow | month | day) < 0) {
      return NOT_A_DATE;
    }
    int year = yearHigh * 100 + yearLow;
    if (month < 1 || month > 12 || day < 1 || day > daysIn(month, year)) {
      return NO_SUCH_DAY;
    }
    epochDay = epochDay(year, month, day);
    return null;
  }

  private @Nullable String clock(TextBytes text) {
    int hour = two(text, at);
    int minute = is(text, at + 2, ':') ? two(text, at + 3) : -1;
    if ((hour | minute) < 0) {
      return NOT_A_TIME;
    }
    at += 5;
    int second = 0;
    if (is(text, at, ':')) {
      second = two(text, at + 1);
      at += 3;
      if (second < 0) {
        return NOT_A_TIME;
      }
      if (is(text, at, '.')) {
        at = fraction(text, at + 1);
      }
    }
    if (hour > 23 || minute > 59 || second > 59) {
      return NO_SUCH_TIME;
    }
    secondOfDay = hour * 3_600 + minute * 60 + second;
    return null;
  }

  private int fraction(TextBytes text, int from) {
    int end = from;
    int unit = 100_000_000;
    while (end < text.length() && text.at(end) >= '0' && text.at(end) <= '9') {
      nanos += (text.at(end) - '0') * unit;
      unit /= 10;
      end++;
    }
    return end;
  }

  private @Nullable String zone(TextBytes text) {
    zoned = true;
    zoneSeconds = 0;
    int left = text.length() - at;
    int sign = text.at(at);
    if (left == 1 && (sign == 'Z' || sign == 'z')) {
      return null;
    }
    int hours = two(text, at + 1);
    int minutes = left == 3 ? 0 : two(text, text.length() - 2);
    boolean shape = left == 3 || left == 5 || (left == 6 && text.at(at + 3) == ':');
    if ((sign != '+' && sign != '-') || !shape || (hours | minutes) < 0) {
      return NOT_A_TIME;
    }
    int seconds = hours * 3_600 + minutes * 60;
    if (minutes > 59 || seconds > MAX_ZONE_SECONDS) {
      return "its zone is further than 18:00 from UTC";
    }
    zoneSeconds = sign == '-' ? -seconds : seconds;
    return null;
  }

  private static boolean is(TextBytes text, int index, char expected) {
    return index < text.length() && text.at(index) == expected;
  }

  /** The number of two digits, or -1. */
  private static int two(TextBytes text, int index) {
    if (index + 1 >= text.length()) {
      return -1;
    }
    int tens = text.at(index) - '0';
    int ones = text.at(index + 1) - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  private static int daysIn(int month, int year) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /**
   * Counts from March, so that the leap day is the last of its year; eras are 400 years. After
   * Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
   */
  private static long epochDay(int year, int month, int day) {
    int marchYear = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(marchYear, 400);
    int yearOfEra = marchYear - era * 400;
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }
}
