package io.tributary.protocol.json;

import io.tributary.protocol.row.ZoneOffsets;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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
  private static final int ZONE_LENGTH = 6;
  // Nanoseconds of the last of so many digits.
  private static final int[] NANOS = {
    1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
  };

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  // The first character is the lowest byte: these read backwards.
  private static final long DATE_FORM = 0x2D_30_30_2D_30_30_30_30L; // 0000-00-
  private static final long DATE_CHECK = 0xFF_F0_F0_FF_F0_F0_F0_F0L;
  private static final long DATE_OVER_NINE = 0x00_06_06_00_06_06_06_06L;
  private static final long CLOCK_FORM = 0x30_30_3A_30_30_20_30_30L; // 00 00:00
  private static final long CLOCK_CHECK = 0xF0_F0_FF_F0_F0_FF_F0_F0L;
  private static final long CLOCK_OVER_NINE = 0x06_06_00_06_06_00_06_06L;
  private static final long SEPARATOR = 0x00_00_00_00_00_FF_00_00L;
  private static final long SPACE_TO_T = (long) (' ' ^ 'T') << 16;

  private long seconds;
  private int nanos;
  private boolean zoned;
  private boolean ticks;
  // The day that was read last from canonical text, as it was written, and its first second.
  private long dayWritten = -1;
  private long daySeconds;

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
   * Reads {@code YYYY-MM-DD hh:mm:ss}, which may have a {@code T} in the middle and at its end a
   * fraction of up to nine digits and {@code Z} or {@code +hh:mm}: what nearly all messages have,
   * and therefore first. The day of the time before costs no calendar.
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
    // Eight characters at a time, less those of "0000-00-" and "00 00:00": digits become numbers.
    long date = (long) EIGHT.get(bytes, at) ^ DATE_FORM;
    long clock = (long) EIGHT.get(bytes, at + 8) ^ CLOCK_FORM;
    clock = (clock & SEPARATOR) == SPACE_TO_T ? clock & ~SEPARATOR : clock;
    int second = two(bytes, at + 17);
    long wrong =
        (date & DATE_CHECK)
            | ((date + DATE_OVER_NINE) & DATE_CHECK)
            | (clock & CLOCK_CHECK)
            | ((clock + CLOCK_OVER_NINE) & CLOCK_CHECK);
    if (wrong != 0 || bytes[at + 16] != ':' || second < 0) {
      return false;
    }
    // In the byte of a pair's first digit stands the pair.
    long clockPairs = clock * 10 + (clock >>> 8);
    int hour = (int) (clockPairs >>> 24) & 0xFF;
    int minute = (int) (clockPairs >>> 48) & 0xFF;
    if (hour > 23 || minute > 59 || second > 59 || !readDay(date, clockPairs & 0xFF)) {
      return false;
    }
    seconds = daySeconds + (hour * 60 + minute) * 60L + second;
    nanos = 0;
    zoned = false;
    ticks = false;
    return length == CANONICAL_LENGTH || readRest(bytes, at + CANONICAL_LENGTH, at + length);
  }

  private boolean readDay(long date, long day) {
    long written = date | day << 56;
    if (written == dayWritten) {
      return true;
    }
    long pairs = date * 10 + (date >>> 8);
    int year = ((int) pairs & 0xFF) * 100 + ((int) (pairs >>> 16) & 0xFF);
    if (day(year, (int) (pairs >>> 40) & 0xFF, (int) day) != null) {
      return false;
    }
    dayWritten = written;
    daySeconds = seconds;
    return true;
  }

  private boolean readRest(byte[] bytes, int from, int end) {
    int at = from;
    if (bytes[at] == '.') {
      at++;
      int most = Math.min(end, at + NANO_DIGITS);
      int fraction = 0;
      for (int digit; at < most && (digit = bytes[at] - '0') >= 0 && digit <= 9; at++) {
        fraction = fraction * 10 + digit;
      }
      nanos = fraction * NANOS[at - from - 1];
    }
    if (at < end && bytes[at] == 'Z') {
      at++;
      zoned = true;
    } else if (end - at == ZONE_LENGTH && bytes[at + 3] == ':') {
      int hours = two(bytes, at + 1);
      int minutes = two(bytes, at + 4);
      boolean east = bytes[at] == '+';
      if ((!east && bytes[at] != '-') || (hours | minutes) < 0 || hours > 17 || minutes > 59) {
        return false;
      }
      int ahead = hours * 3_600 + minutes * 60;
      seconds -= east ? ahead : -ahead;
      zoned = true;
      return true;
    }
    return at == end;
  }

  /** The number of two digits, or less than 0. */
  static int two(byte[] bytes, int at) {
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
