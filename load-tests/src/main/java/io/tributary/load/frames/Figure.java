package io.tributary.load.frames;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One figure of the report.
 *
 * @param value empty for what was not told
 * @param unit empty for a ratio
 * @param bound what is asked of it, if anything is
 * @param how what is divided by what, one line
 */
record Figure(String name, OptionalDouble value, String unit, Optional<Bound> bound, String how) {

  /** A figure that something is asked of. */
  static Figure judged(String name, double value, String unit, Bound bound, String how) {
    return new Figure(name, OptionalDouble.of(value), unit, Optional.of(bound), how);
  }

  /** A figure that is only told. */
  static Figure told(String name, double value, String unit, String how) {
    return new Figure(name, OptionalDouble.of(value), unit, Optional.empty(), how);
  }

  /** How far it is; empty if nothing is asked of it, or nothing known. */
  Optional<Bound.Finding> finding() {
    return value.isEmpty() ? Optional.empty() : bound.map(b -> b.judge(value.getAsDouble()));
  }
}
