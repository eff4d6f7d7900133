package io.tributary.protocol.json;

/**
 * Which texts a {@code DateTime} or {@code DateTime64} column takes: ClickHouse's setting {@code
 * date_time_input_format}. Dates and times of day, and numbers that are not in quotes, are read the
 * same way in both.
 */
public enum DateTimeInputFormat {
  /**
   * ClickHouse's default since 26.7: ISO 8601, RFC 2822, Unix time in seconds to nanoseconds, and
   * most of what people write, such as {@code Jan 2 2020 10:00 PM}.
   */
  BEST_EFFORT,

  /**
   * Only {@code YYYY-MM-DD}, {@code YYYY-MM-DD hh:mm:ss} (between the digits any other character)
   * and Unix seconds of five digits or more; for DateTime64 also with a fraction.
   */
  BASIC
}
