package io.tributary.protocol.json;

import org.jspecify.annotations.Nullable;

/**
 * Reads a point in time by the rules of ClickHouse's {@code date_time_input_format = 'basic'}. One
 * thread, no object per value.
 *
 * <pre>
 *   YYYY*MM*DD[(' '|'T')hh*mm*ss]   * is any character but, behind the year, a digit
 *   12345…                          Unix seconds, five digits or more
 * </pre>
 *
 * With fractions (DateTime64), a fraction may follow either form, digits beyond the precision being
 * cut; Unix seconds may have a sign; and whole seconds from the year 10000 on are counts of the
 * column's ticks.
 */
final class BasicTime {
  private static final String NOT_A_TIME =
      "it is neither a time of the form YYYY-MM-DD hh:mm:ss nor Unix seconds";
  private static final String LOST_SIGN = "ClickHouse would lose its sign";
  private static final int DATE_LENGTH = 10;
  private static final int CLOCK_LENGTH = 9;
  private static final int SHORTEST = 5;
  private static final long END_SECOND = 253_402_300_800L; // 10000-01-01

  private final boolean withFractions;
  private final int nanosPerTick;
  private final WholeNumber number = new WholeNumber();

  private byte[] bytes = new byte[0];
  private int at;
  private int end;

  private BasicTime(boolean withFractions, int nanosPerTick) {
    this.withFractions = withFractions;
    this.nanosPerTick = nanosPerTick;
  }

  static BasicTime ofSeconds() {
    return new BasicTime(false, 1);
  }

  static BasicTime withFractions(int nanosPerTick) {
    return new BasicTime(true, nanosPerTick);
  }

  /** Reads all of the text into the time; what is wrong, or null. */
  @Nullable String read(TextBytes text, CivilTime time) {
    bytes = text.array();
    at = text.from();
    end = at + text.length();
    if (text.length() < SHORTEST) {
      return NOT_A_TIME;
    }
    return Numerals.isDigit(bytes[at + 4]) ? unix(text, time) : civil(time);
  }

  private @Nullable String unix(TextBytes text, CivilTime time) {
    boolean signed = !Numerals.isDigit(bytes[at]);
    int point = at;
    while (point < end && bytes[point] != '.') {
      point++;
    }
    if (!withFractions && (signed || point < end)) {
      return NOT_A_TIME;
    }
    // ".1234" has no digits in front of its point.
    String refusal = point == at ? null : number.read(text, 0, point - at);
    if (WholeNumber.NOT_WHOLE.equals(refusal)) {
      return NOT_A_TIME;
    }
    if (refusal != null || (point > at && !number.fitsSigned())) {
      return CivilTime.OUT_OF_RANGE;
    }
    boolean negative = bytes[at] == '-';
    long seconds = point == at ? 0 : number.value();
    if (point == end) {
      if (withFractions && seconds >= END_SECOND) {
        time.ticks(seconds);
      } else {
        time.unix(seconds, 0);
      }
      return null;
    }
    at = point;
    int nanos = fraction();
    if (nanos < 0) {
      return NOT_A_TIME;
    }
    if (negative && nanos > 0) {
      if (seconds == 0) {
        return LOST_SIGN;
      }
      time.unix(seconds - 1, 1_000_000_000 - nanos);
    } else {
      time.unix(seconds, nanos);
    }
    return null;
  }

  private @Nullable String civil(CivilTime time) {
    if (end - at < DATE_LENGTH) {
      return NOT_A_TIME;
    }
    int century = CivilTime.two(bytes, at);
    int yearOfCentury = CivilTime.two(bytes, at + 2);
    int month = CivilTime.two(bytes, at + 5);
    int day = CivilTime.two(bytes, at + 8);
    if ((century | yearOfCentury | month | day) < 0) {
      return NOT_A_TIME;
    }
    String refusal = time.day(century * 100 + yearOfCentury, month, day);
    at += DATE_LENGTH;
    if (refusal != null) {
      return refusal;
    }
    int hour = 0;
    int minute = 0;
    int second = 0;
    if (at < end && (bytes[at] == ' ' || bytes[at] == 'T')) {
      if (end - at < CLOCK_LENGTH) {
        return NOT_A_TIME;
      }
      hour = CivilTime.two(bytes, at + 1);
      minute = CivilTime.two(bytes, at + 4);
      second = CivilTime.two(bytes, at + 7);
      at += CLOCK_LENGTH;
    }
    if ((hour | minute | second) < 0) {
      return NOT_A_TIME;
    }
    int nanos = at == end ? 0 : withFractions ? fraction() : -1;
    return nanos < 0 ? NOT_A_TIME : time.clock(hour, minute, second, nanos);
  }

  /** Nanoseconds from the point to the end, cut to whole ticks, or -1. */
  private int fraction() {
    if (bytes[at] != '.') {
      return -1;
    }
    int unit = 1_000_000_000;
    int nanos = 0;
    for (int i = at + 1; i < end; i++) {
      if (!Numerals.isDigit(bytes[i])) {
        return -1;
      }
      unit /= 10;
      nanos += (bytes[i] - '0') * unit;
    }
    return nanos - nanos % nanosPerTick;
  }
}
