package io.tributary.load.report;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Figures as text, the same in every language. */
final class Texts {
  private Texts() {}

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String count(OptionalLong value) {
    return value.isPresent() ? count(value.getAsLong()) : Table.NOT_MEASURED;
  }

  /** With as many places as matter. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return Table.NOT_MEASURED;
    }
    double size = Math.abs(value);
    return String.format(
        Locale.ROOT, size >= 100 ? "%,.0f" : size >= 1 || size == 0 ? "%,.2f" : "%,.3f", value);
  }

  static String millis(double millis) {
    return Double.isNaN(millis)
        ? Table.NOT_MEASURED
        : String.format(Locale.ROOT, millis >= 10 ? "%,.0f" : "%,.2f", millis);
  }

  static String mebibytes(long bytes) {
    return mebibytes((double) bytes);
  }

  static String mebibytes(double bytes) {
    return String.format(Locale.ROOT, "%,.0f", bytes / 1048576.0);
  }

  static String spread(Optional<Spread> spread) {
    return spread
        .map(
            there ->
                there.width() == 0
                    ? number(there.median())
                    : "%s (%s–%s)"
                        .formatted(
                            number(there.median()), number(there.min()), number(there.max())))
        .orElse(Table.NOT_MEASURED);
  }
}
