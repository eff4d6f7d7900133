package io.tributary.load.chaos;

import io.tributary.load.chaos.schedule.ChaosSchedule;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How a chaos run is set up, beside its seed.
 *
 * @param time in which faults begin, without start, quiet points and end
 * @param faults how many; empty for one each 4.5 s
 * @param quietEvery after so much of that time everything is healed and the proof is taken
 * @param connectors processes of that kind
 * @param gatherers processes of that kind
 * @param recordsPerSecond of each of the five sources
 */
public record ChaosOptions(
    Duration time,
    OptionalInt faults,
    Duration quietEvery,
    int connectors,
    int gatherers,
    int recordsPerSecond) {
  public static final Duration USUAL_QUIET = Duration.ofMinutes(2);
  public static final int USUAL_SERVICES = 2;
  public static final int USUAL_RATE = 200;

  private static final Duration LONGEST = Duration.ofDays(7);

  public ChaosOptions {
    if (!time.isPositive() || !quietEvery.isPositive()) {
      throw new IllegalArgumentException(
          "times are positive, not %s and %s".formatted(time, quietEvery));
    }
    if (time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "faults begin for %s at the most, not %s".formatted(LONGEST, time));
    }
    if (faults.isPresent() && (faults.getAsInt() < 1 || faults.getAsInt() > time.toMillis())) {
      throw new IllegalArgumentException(
          "%d faults do not go into %s: use 1 or more, each with a millisecond at least"
              .formatted(faults.getAsInt(), time));
    }
    if (connectors < 1 || gatherers < 1 || recordsPerSecond < 1) {
      throw new IllegalArgumentException(
          "connectors, gatherers and records are 1 or more, not %d, %d and %d"
              .formatted(connectors, gatherers, recordsPerSecond));
    }
  }

  /** The usual services and rate. */
  public static ChaosOptions of(Duration time, OptionalInt faults) {
    return new ChaosOptions(time, faults, USUAL_QUIET, USUAL_SERVICES, USUAL_SERVICES, USUAL_RATE);
  }

  int faultCount() {
    return faults.orElseGet(() -> ChaosSchedule.usualFaults(time));
  }
}
