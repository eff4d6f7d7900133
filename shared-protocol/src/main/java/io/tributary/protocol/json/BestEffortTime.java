package io.tributary.protocol.json;

import org.jspecify.annotations.Nullable;

/**
 * Reads a point in time from most of what people and programs write, by the rules of ClickHouse's
 * {@code date_time_input_format = 'best_effort'}. One thread, no object per value.
 *
 * <p>The text is a sequence of pieces in any order; what a piece of digits is, tells its length and
 * what is still missing:
 *
 * <pre>
 *   9, 10, 13, 16, 19 digits       Unix time in seconds (9, 10), milli-, micro-, nanoseconds
 *   14, 8, 6, 4 digits             YYYYMMDDhhmmss, YYYYMMDD, YYYYMM or hhmmss, YYYY
 *   YYYY*MM[*DD]                   any delimiter, twice the same
 *   DD*MM[*YYYY], DD-Mon-YY        the delimiters / . -
 *   h:m[:s]                        time of day; behind it perhaps .fraction and AM or PM
 *   1 or 2 digits                  the day, or when that is known, the hour
 *   +hh:mm -hhmm Z UTC GMT MSK MSD the zone
 *   Mon, Monday, Jan, January      names of days (which say nothing) and months
 * </pre>
 *
 * A missing month or day is the first. A missing year is refused: ClickHouse would take that of its
 * clock, and the same message could mean another time tomorrow.
 */
final class BestEffortTime {
  private static final String NOT_A_TIME = "it is not a time in any known form";
  private static final String NO_SUCH_ZONE = "there is no such zone";
  private static final String NO_YEAR = "it does not say the year";
  private static final int MAX_DIGITS = 19;
  private static final int NANO_DIGITS = 9;

  /** What became of a piece. */
  private enum Step {
    NEXT,
    /** The number was a month's day with the month's name; a delimiter or a word follows. */
    SYMBOL,
    /** The text ends, or something follows that is no piece. */
    END,
    /** The text was Unix time. */
    UNIX,
    WRONG
  }

  private final boolean withFractions;

  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private int digitsAt;

  private int year;
  private int month;
  private int day;
  private int hour;
  private int minute;
  private int second;
  private int nanos;
  private long unixSecond;
  private boolean hasTime;
  private boolean hasFraction;
  private boolean hasComma;
  private boolean isMorning;
  private boolean isAfternoon;
  private boolean zoned;
  private boolean zoneNegative;
  private int zoneHours;
  private int zoneMinutes;

  /**
   * @param withFractions whether Unix seconds may have a fraction; other forms always may
   */
  BestEffortTime(boolean withFractions) {
    this.withFractions = withFractions;
  }

  /** Reads all of the text into the time; what is wrong, or null. */
  @Nullable String read(TextBytes text, CivilTime time) {
    reset(text);
    Step step = Step.NEXT;
    while (step == Step.NEXT && at < end) {
      step = piece();
    }
    if (step == Step.WRONG || at < end) {
      return NOT_A_TIME;
    }
    if (step == Step.UNIX) {
      time.unix(unixSecond, nanos);
      return null;
    }
    return assemble(time);
  }

  /** True when the text that was read last says year, month and day. */
  boolean saidDay() {
    return year != 0 && month != 0 && day != 0;
  }

  private void reset(TextBytes text) {
    bytes = text.array();
    at = text.from();
    end = at + text.length();
    year = 0;
    month = 0;
    day = 0;
    hour = 0;
    minute = 0;
    second = 0;
    nanos = 0;
    hasTime = false;
    hasFraction = false;
    hasComma = false;
    isMorning = false;
    isAfternoon = false;
    zoned = false;
    zoneNegative = false;
    zoneHours = 0;
    zoneMinutes = 0;
  }

  private @Nullable String assemble(CivilTime time) {
    if (hasComma && (!hasTime || year == 0 || month == 0 || day == 0)) {
      return NOT_A_TIME;
    }
    if (year == 0) {
      return month == 0 && day == 0 && !hasTime ? NOT_A_TIME : NO_YEAR;
    }
    String refusal = time.day(year, month == 0 ? 1 : month, day == 0 ? 1 : day);
    if (refusal != null) {
      return refusal;
    }
    if (isMorning && hour == 12) {
      hour = 0;
    }
    if (isAfternoon && hour < 12) {
      hour += 12;
    }
    refusal = time.clock(hour, minute, second, nanos);
    if (refusal == null && zoned) {
      int ahead = zoneHours * 3_600 + zoneMinutes * 60;
      return zoneMinutes > 59 ? NO_SUCH_ZONE : time.zone(zoneNegative ? -ahead : ahead);
    }
    return refusal;
  }

  private Step piece() {
    if ((year != 0) != hasTime && bytes[at] == ',') {
      hasComma = true;
      at++;
      if (at == end) {
        return Step.END;
      }
    }
    if (year == 0 || !hasTime) {
      int count = digits();
      if (count > 0) {
        Step step = number(count);
        if (step != Step.SYMBOL) {
          return step;
        }
      }
    }
    return at == end ? Step.END : symbol();
  }

  private Step number(int count) {
    if (year == 0 && !hasTime) {
      switch (count) {
        case 9, 10, 13, 16, 19 -> {
          return unix(count);
        }
        case 14 -> {
          compactDate();
          compactClock(8);
          return Step.NEXT;
        }
        default -> {}
      }
    }
    if (count == 8 && year == 0) {
      compactDate();
      return Step.NEXT;
    }
    if (count == 6) {
      return sixDigits();
    }
    if (count == 4 && year == 0) {
      return yearFirst();
    }
    return count <= 2 ? shortNumber(value(0, count)) : Step.WRONG;
  }

  private Step unix(int count) {
    int whole = Math.min(count, 10);
    unixSecond = value(0, 4) * 1_000_000L;
    unixSecond = count == 9 ? value(0, 9) : unixSecond + value(4, 6);
    nanos = fraction(digitsAt + whole, count - whole);
    if (count <= 10 && withFractions && take('.')) {
      int fractionDigits = digits();
      nanos = fraction(digitsAt, fractionDigits);
    }
    return Step.UNIX;
  }

  // Values are added, not set, where ClickHouse adds them: a repeated piece changes the result.
  private void compactDate() {
    year += value(0, 4);
    month += value(4, 2);
    day += value(6, 2);
  }

  private void compactClock(int from) {
    hour += value(from, 2);
    minute += value(from + 2, 2);
    second += value(from + 4, 2);
    hasTime = true;
  }

  private Step sixDigits() {
    if (year == 0 && month == 0) {
      year = value(0, 4);
      month = value(4, 2);
    } else if (!hasTime) {
      compactClock(0);
    } else {
      return Step.WRONG;
    }
    return Step.NEXT;
  }

  private Step yearFirst() {
    year = value(0, 4);
    if (at == end) {
      return Step.NEXT;
    }
    byte delimiter = bytes[at];
    // Bytes from 0x80 on are negative, and also end the text.
    if (delimiter < 0x20
        || delimiter == ','
        || delimiter == ';'
        || delimiter == '\''
        || delimiter == '"') {
      return Step.END;
    }
    if (month != 0) {
      return Step.NEXT;
    }
    at++;
    int count = digits();
    if (count != 1 && count != 2) {
      return delimiter == ' ' ? Step.NEXT : Step.WRONG;
    }
    month = value(0, count);
    if (day == 0 && take(delimiter)) {
      count = digits();
      if (count != 1 && count != 2) {
        return delimiter == ' ' ? Step.NEXT : Step.WRONG;
      }
      day = value(0, count);
    }
    return Step.NEXT;
  }

  private Step shortNumber(int value) {
    if (take(':')) {
      return clock(value);
    }
    if (take(',')) {
      if (month != 0 && day == 0) {
        day = value;
      }
      return Step.NEXT;
    }
    if (takeDateDelimiter()) {
      return dayFirst(value);
    }
    if (day != 0) {
      hour = value;
    } else {
      day = value;
    }
    return Step.NEXT;
  }

  private Step clock(int newHour) {
    if (hasTime) {
      return Step.WRONG;
    }
    hasTime = true;
    hour = newHour;
    int count = digits();
    if (count != 1 && count != 2) {
      return Step.WRONG;
    }
    minute += value(0, count);
    if (take(':')) {
      count = digits();
      if (count != 1 && count != 2) {
        return Step.WRONG;
      }
      second += value(0, count);
    }
    return Step.NEXT;
  }

  private Step dayFirst(int newDay) {
    if (day != 0 || month != 0) {
      return Step.WRONG;
    }
    day = newDay;
    int count = digits();
    if (count > 2) {
      return Step.WRONG;
    }
    month = count == 0 ? TimeWords.month(bytes, at, end) : value(0, count);
    if (count == 0) {
      if (month == 0) {
        return Step.WRONG;
      }
      at += TimeWords.length(bytes, at, end);
    }
    if (month > 12) {
      int swapped = month;
      month = day;
      day = swapped;
    }
    if (!takeDateDelimiter()) {
      return count == 0 ? Step.SYMBOL : Step.NEXT;
    }
    count = digits();
    if (year != 0 || (count != 4 && count != 2)) {
      return Step.WRONG;
    }
    year = value(0, count);
    if (count == 2) {
      year += year >= 70 ? 1900 : 2000;
    }
    return Step.NEXT;
  }

  private Step symbol() {
    switch (bytes[at]) {
      case ' ' -> at++;
      case 'Z' -> {
        at++;
        zoned = true;
      }
      case '.' -> {
        return fractionOfSecond();
      }
      case '+', '-' -> {
        return offset();
      }
      default -> {
        if (bytes[at] != 'T' || year == 0 || hasTime) {
          return word();
        }
        at++;
      }
    }
    return Step.NEXT;
  }

  private Step fractionOfSecond() {
    if (!hasTime || hasFraction) {
      return Step.WRONG;
    }
    hasFraction = true;
    at++;
    int count = digits();
    nanos = fraction(digitsAt, count);
    return Step.NEXT;
  }

  private Step offset() {
    boolean negative = bytes[at] == '-';
    at++;
    int count = digits();
    if (count == 6 && !hasTime && year != 0 && month != 0 && day != 0) {
      compactClock(0);
      return Step.NEXT;
    }
    if (count == 0 || count > 4) {
      return Step.WRONG;
    }
    zoned = true;
    zoneNegative |= negative;
    int hourDigits = count <= 2 ? count : count - 2;
    zoneHours += value(0, hourDigits);
    zoneMinutes += value(hourDigits, count - hourDigits);
    if (count < 3 && take(':')) {
      count = digits();
      if (count != 1 && count != 2) {
        return Step.WRONG;
      }
      zoneMinutes += value(0, count);
    }
    return Step.NEXT;
  }

  private Step word() {
    int length = TimeWords.length(bytes, at, end);
    if (length == 0) {
      return Step.END;
    }
    int from = at;
    at += length;
    if (length == 2) {
      int lower = bytes[from] | 0x20;
      isMorning |= lower == 'a';
      isAfternoon |= lower == 'p';
      boolean half = (lower == 'a' || lower == 'p') && (bytes[from + 1] | 0x20) == 'm';
      return half ? Step.NEXT : Step.WRONG;
    }
    int monthNamed = TimeWords.month(bytes, from, end);
    int zoneNamed = monthNamed != 0 ? -1 : TimeWords.zoneHours(bytes, from, end);
    if (monthNamed != 0) {
      month = monthNamed;
    } else if (zoneNamed >= 0) {
      zoned = true;
      zoneHours = zoneNamed == 0 ? zoneHours : zoneNamed;
    } else if (TimeWords.isWeekday(bytes, from, end)) {
      boolean unused = take(',');
    } else {
      return Step.WRONG;
    }
    return Step.NEXT;
  }

  private boolean take(int symbol) {
    if (at < end && bytes[at] == symbol) {
      at++;
      return true;
    }
    return false;
  }

  private boolean takeDateDelimiter() {
    return take('/') || take('.') || take('-');
  }

  /** Steps over digits, at most {@link #MAX_DIGITS}; how many there were. */
  private int digits() {
    digitsAt = at;
    int most = Math.min(end, at + MAX_DIGITS);
    while (at < most && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at - digitsAt;
  }

  /** The number of at most nine of the digits that were stepped over last. */
  private int value(int from, int count) {
    int value = 0;
    for (int i = digitsAt + from, to = i + count; i < to; i++) {
      value = value * 10 + bytes[i] - '0';
    }
    return value;
  }

  private int fraction(int from, int count) {
    int unit = 100_000_000;
    int fraction = 0;
    for (int i = from, to = from + Math.min(count, NANO_DIGITS); i < to; i++, unit /= 10) {
      fraction += (bytes[i] - '0') * unit;
    }
    return fraction;
  }
}
