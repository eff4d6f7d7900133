package io.tributary.load.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One side of a plot.
 *
 * @param title with the unit
 * @param max where it ends; it begins at {@code min}
 * @param scale how values are spread over it
 */
public record Axis(String title, double min, double max, Scale scale, List<Tick> ticks) {
  private static final int MOST_TICKS = 6;

  /** How values are spread. */
  public enum Scale {
    LINEAR,
    LOGARITHMIC
  }

  /** A place with a name. */
  public record Tick(double value, String text) {}

  public Axis {
    ticks = List.copyOf(ticks);
    if (!(max > min) || (scale == Scale.LOGARITHMIC && min <= 0)) {
      throw new IllegalArgumentException("axis '%s' goes from %s to %s".formatted(title, min, max));
    }
  }

  /**
   * From 0 to a round number.
   *
   * @param largest value to show; 0 if there is none
   */
  public static Axis fromZero(String title, double largest) {
    double step = step(largest > 0 ? largest : 1);
    List<Tick> ticks = new ArrayList<>();
    int count = (int) Math.ceil((largest > 0 ? largest : 1) / step - 1e-9);
    for (int i = 0; i <= count; i++) {
      ticks.add(new Tick(i * step, BriefNumber.of(i * step)));
    }
    return new Axis(title, 0, count * step, Scale.LINEAR, ticks);
  }

  /**
   * From 0 to this value and not more, as for a time.
   *
   * @param largest value to show; 0 if there is none
   */
  public static Axis upTo(String title, double largest) {
    Axis round = fromZero(title, largest);
    double end = largest > 0 ? largest : 1;
    List<Tick> ticks = round.ticks().stream().filter(tick -> tick.value() <= end).toList();
    return new Axis(title, 0, end, Scale.LINEAR, ticks);
  }

  /**
   * Percentiles, spread by the logarithm of 1 / (1 - p).
   *
   * @param oneIn the slowest value shown is one in so many
   */
  public static Axis percentiles(String title, double oneIn) {
    List<Tick> ticks = new ArrayList<>();
    ticks.add(new Tick(1, "0"));
    ticks.add(new Tick(2, "50"));
    double end = Math.max(10, oneIn);
    for (int nines = 1; Math.pow(10, nines) <= end * (1 + 1e-9); nines++) {
      ticks.add(new Tick(Math.pow(10, nines), nines(nines)));
    }
    return new Axis(title, 1, end, Scale.LOGARITHMIC, ticks);
  }

  private static String nines(int count) {
    return switch (count) {
      case 1 -> "90";
      case 2 -> "99";
      default -> "99." + "9".repeat(count - 2);
    };
  }

  /** 1, 2 or 5 times a power of ten. */
  private static double step(double largest) {
    double rough = largest / (MOST_TICKS - 1);
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= rough * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** Where a value lies, from 0 to 1; those outside are put at the end. */
  double place(double value) {
    double share =
        switch (scale) {
          case LINEAR -> (value - min) / (max - min);
          case LOGARITHMIC -> Math.log(Math.max(value, min) / min) / Math.log(max / min);
        };
    return Math.clamp(share, 0, 1);
  }

  /** The text of a coordinate in a drawing. */
  static String coordinate(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
