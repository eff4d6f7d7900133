package io.tributary.load.measure;

import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How much a counter has grown, over restarts of the process that counts: a value that is lower
 * than the one before began at zero. What is counted between the last look and the end of a process
 * is lost.
 *
 * <p>Thread: one.
 */
final class CounterTrack {
  private @Nullable Double last;
  private double grown;
  private boolean seen;

  /** Another look; absent when the process has no such counter. */
  void look(OptionalDouble value) {
    if (value.isEmpty()) {
      return;
    }
    double now = value.getAsDouble();
    seen = true;
    Double before = last;
    if (before != null) {
      grown += now >= before ? now - before : now;
    }
    last = now;
  }

  /** Counts from here on. */
  void reset() {
    grown = 0;
  }

  /** Growth since the first look or the reset; empty if there never was such a counter. */
  Optional<Double> grown() {
    return seen ? Optional.of(grown) : Optional.empty();
  }
}
