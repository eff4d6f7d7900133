package io.tributary.protocol.json;

import org.jspecify.annotations.Nullable;

/**
 * A point in time as a text names it: day and time of day on the clocks of some zone, or Unix time.
 * Filled by a reader for each value, so that no value costs an object. One thread.
 *
 * <p>What no calendar and no clock shows is refused, where ClickHouse would store another time.
 * Only two are taken and mean the following second, as in ClickHouse: 24:00:00 and the second 60.
 */
final class CivilTime {
  static final String NO_SUCH_DAY = "the calendar has no such day";
  static final String NO_SUCH_TIME = "the clock has no such time";
  static final String OUT_OF_RANGE = "it is further away than the type reaches";

  private static final int SECONDS_PER_DAY = 86_400;
  private static final int MAX_ZONE_SECONDS = 18 * 3_600;
  private static final int CANONICAL_LENGTH = 19;
  private static final int NANO_DIGITS = 9;

  private long seconds;
  private int nanos;
  private boolean zoned;
  private boolean ticks;

  /** True when {@link #epochSecond} is a count of the column's ticks instead. */
  boolean isTicks() {
    return ticks;
  }

  /** Seconds since 1970-01-01 00:00:00 UTC. */
  long epochSecond(ZoneOffsets columnZone) {
    return zoned ? seconds : seconds - columnZone.at(seconds);
  }

  /** Nanoseconds behind the second, 0 to 999,999,999. */
  int nanos() {
    return nanos;
  }

  /** Sets Unix time. */
  void unix(long newSeconds, int newNanos) {
    seconds = newSeconds;
    nanos = newNanos;
    zoned = true;
    ticks = false;
  }

  /** Sets a count of the column's ticks since 1970. */
  void ticks(long count) {
    unix(count, 0);
    ticks = true;
  }

  /** Sets a day, at midnight in the column's zone; what is wrong with it, or null. */
  @Nullable String day(int year, int month, int day) {
    // ClickHouse takes the year 0 for an unknown one.
    if (year == 0 || month < 1 || month > 12 || day < 1 || day > daysIn(month, year)) {
      return NO_SUCH_DAY;
    }
    seconds = epochDay(year, month, day) * SECONDS_PER_DAY;
    nanos = 0;
    zoned = false;
    ticks = false;
    return null;
  }

  /** Adds the time of day to the day; what is wrong with it, or null. */
  @Nullable String clock(int hour, int minute, int second, int newNanos) {
    boolean endOfDay = hour == 24 && minute == 0 && second == 0;
    if ((hour > 23 && !endOfDay) || minute > 59 || second > 60) {
      return NO_SUCH_TIME;
    }
    seconds += hour * 3_600 + minute * 60 + second;
    nanos = newNanos;
    return null;
  }

  /** Says how far the clocks are ahead of UTC; what is wrong with it, or null. */
  @Nullable String zone(int aheadSeconds) {
    if (Math.abs(aheadSeconds) > MAX_ZONE_SECONDS) {
      return "its zone is further than 18:00 from UTC";
    }
    seconds -= aheadSeconds;
    zoned = true;
    return null;
  }

  /**
   * Reads {@code YYYY-MM-DD hh:mm:ss}, which may have a {@code T} in the middle and a fraction of
   * up to nine digits and a {@code Z} at its end: what nearly all messages have, and therefore
   * first.
   *
   * @return false if the text is anything else, also if it is no time at all
   */
  boolean readCanonical(TextBytes text) {
    int length = text.length();
    if (length < CANONICAL_LENGTH) {
      return false;
    }
    byte[] bytes = text.array();
    int at = text.from();
    int middle = bytes[at + 10];
    if ((middle != ' ' && middle != 'T')
        || ((bytes[at + 4] ^ '-') | (bytes[at + 7] ^ '-')) != 0
        || ((bytes[at + 13] ^ ':') | (bytes[at + 16] ^ ':')) != 0) {
      return false;
    }
    int century = two(bytes, at);
    int yearOfCentury = two(bytes, at + 2);
    int month = two(bytes, at + 5);
    int day = two(bytes, at + 8);
    int hour = two(bytes, at + 11);
    int minute = two(bytes, at + 14);
    int second = two(bytes, at + 17);
    if ((century | yearOfCentury | month | day | hour | minute | second) < 0) {
      return false;
    }
    if (hour > 23
        || minute > 59
        || second > 59
        || day(century * 100 + yearOfCentury, month, day) != null) {
      return false;
    }
    seconds += hour * 3_600 + minute * 60 + second;
    return length == CANONICAL_LENGTH || readRest(bytes, at + CANONICAL_LENGTH, at + length);
  }

  private boolean readRest(byte[] bytes, int from, int end) {
    int at = from;
    if (bytes[at] == '.') {
      at++;
      int most = Math.min(end, at + NANO_DIGITS);
      int unit = 1_000_000_000;
      int fraction = 0;
      for (int digit; at < most && (digit = bytes[at] - '0') >= 0 && digit <= 9; at++) {
        fraction = fraction * 10 + digit;
        unit /= 10;
      }
      nanos = fraction * unit;
    }
    if (at < end && bytes[at] == 'Z') {
      at++;
      zoned = true;
    }
    return at == end;
  }

  /** The number of two digits, or less than 0. */
  private static int two(byte[] bytes, int at) {
    int tens = bytes[at] - '0';
    int ones = bytes[at + 1] - '0';
    // Above nine, the subtraction sets the sign bit.
    return (tens | ones | (9 - tens) | (9 - ones)) < 0 ? -1 : tens * 10 + ones;
  }

  static int daysIn(int month, int year) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /**
   * Days since 1970-01-01. Counts from March, so that the leap day is the last of its year; eras
   * are 400 years. After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
   * days_from_civil.
   */
  static long epochDay(int year, int month, int day) {
    int marchYear = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(marchYear, 400);
    int yearOfEra = marchYear - era * 400;
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }
}
