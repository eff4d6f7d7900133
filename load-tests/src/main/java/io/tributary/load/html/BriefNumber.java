package io.tributary.load.html;

import java.util.Locale;

/** Numbers for axes and bars: three places that matter, and k, M or G. */
public final class BriefNumber {
  private BriefNumber() {}

  /** 1250000 is {@code 1.25 M}. */
  public static String of(double value) {
    double size = Math.abs(value);
    if (size >= 999_500_000) {
      return places(value / 1e9) + " G";
    }
    if (size >= 999_500) {
      return places(value / 1e6) + " M";
    }
    return size >= 10_000 ? places(value / 1e3) + " k" : places(value);
  }

  private static String places(double value) {
    double size = Math.abs(value);
    String text =
        String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
