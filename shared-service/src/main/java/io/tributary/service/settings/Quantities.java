package io.tributary.service.settings;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and durations as people write them: {@code 64MiB}, {@code 200ms}. */
public final class Quantities {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*(B|KiB|MiB|GiB|)");
  private static final Pattern TIME = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h)");

  private Quantities() {}

  /**
   * Bytes.
   *
   * @throws IllegalArgumentException if it is not a size
   */
  public static long bytes(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new IllegalArgumentException("not a size such as 512KiB, 64MiB or 1GiB");
    }
    long number = Long.parseLong(size.group(1));
    int shift =
        switch (size.group(2)) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> 0;
        };
    return Math.multiplyExact(number, 1L << shift);
  }

  /**
   * A duration.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static Duration duration(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new IllegalArgumentException("not a duration such as 200ms, 1s or 5m");
    }
    long number = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
