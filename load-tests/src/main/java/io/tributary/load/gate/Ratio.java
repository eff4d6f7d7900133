package io.tributary.load.gate;

import io.tributary.load.report.Better;
import io.tributary.load.report.Spread;
import java.util.Locale;

/**
 * What the product comes to by a baseline of the same run, or by rows.
 *
 * @param scenario the step of the gate that measured it, such as {@code w-json}
 * @param name what is divided by what; one of its kind in a scenario
 * @param better which of two values one would rather have
 * @param spread over the pairs; above 0 unless it has a bound
 * @param rule what is allowed of it
 */
public record Ratio(String scenario, String name, Better better, Spread spread, Rule rule) {
  public Ratio {
    if (scenario.isBlank() || name.isBlank()) {
      throw new IllegalArgumentException("a ratio has a scenario and a name");
    }
    boolean inOrder = spread.min() <= spread.median() && spread.median() <= spread.max();
    boolean comparable = spread.min() > 0 || rule instanceof Rule.AtMost;
    boolean finite = Double.isFinite(spread.min()) && Double.isFinite(spread.max());
    if (!inOrder || !comparable || !finite) {
      throw new IllegalArgumentException(
          "%s: %s has the median %s between %s and %s, which is no ratio"
              .formatted(scenario, name, spread.median(), spread.min(), spread.max()));
    }
  }

  /** One that may be as much worse as the gate is told to allow. */
  Ratio(String scenario, String name, Better better, Spread spread) {
    this(scenario, name, better, spread, Rule.OF_THE_GATE);
  }

  /** What people call it. */
  String title() {
    return scenario + ": " + name;
  }

  /** Whether both are the same ratio, measured twice. */
  boolean isSameAs(Ratio other) {
    return scenario.equals(other.scenario()) && name.equals(other.name());
  }

  /** Median, lowest and highest. */
  String text() {
    return "%s (%s–%s)"
        .formatted(number(spread.median()), number(spread.min()), number(spread.max()));
  }

  /** Three digits, or all in front of the point. */
  static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.3g", value);
  }
}
