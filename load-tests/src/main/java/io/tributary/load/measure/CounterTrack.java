package io.tributary.load.measure;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much a counter has grown, over restarts of the process that counts. A counter that is not
 * there yet is zero. What is counted between the last look and the end of a process is lost.
 *
 * <p>Thread: one.
 */
final class CounterTrack {
  private double last;
  private double grown;
  private boolean seen;

  /** Another look; absent when the process has no such counter. */
  void look(OptionalDouble value) {
    if (value.isEmpty()) {
      return;
    }
    double now = value.getAsDouble();
    seen = true;
    // A lower value is an old page that came late: a counter goes down only by beganAgain.
    grown += Math.max(0, now - last);
    last = Math.max(now, last);
  }

  /** Another process counts now, from zero. */
  void beganAgain() {
    last = 0;
  }

  /** Counts from here on. */
  void reset() {
    grown = 0;
  }

  /** Growth since the beginning or the reset; empty if there never was such a counter. */
  Optional<Double> grown() {
    return seen ? Optional.of(grown) : Optional.empty();
  }
}
