package io.tributary.cli.audit;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as people type it. */
public final class Moment {
  private static final Pattern AGO = Pattern.compile("(\\d{1,6})(s|m|h|d)");

  private Moment() {}

  /**
   * {@code 2026-01-31} (its beginning in UTC), {@code 2026-01-31T12:00} (UTC), {@code
   * 2026-01-31T12:00:00+01:00}, or {@code 24h} for so long ago.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static Instant parse(String text, Instant now) {
    Matcher ago = AGO.matcher(text);
    try {
      if (ago.matches()) {
        return now.minus(duration(Long.parseLong(ago.group(1)), ago.group(2)));
      }
      if (!text.contains("T")) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      return text.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "not a time such as 2026-01-31, 2026-01-31T12:00:00Z or 24h (ago)", e);
    }
  }

  private static Duration duration(long number, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /** 2026-01-31 12:00:00 UTC, without fractions of a second. */
  static String shown(Instant time) {
    return Instant.ofEpochSecond(time.getEpochSecond())
            .toString()
            .replace('T', ' ')
            .replace("Z", "")
        + " UTC";
  }
}
