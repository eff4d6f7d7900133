package io.tributary.protocol.json;

import org.jspecify.annotations.Nullable;

/** Reads points in time from text, in the form that a datasource names. One thread. */
final class TimeText {
  static final String NOT_A_TIME = "it is not a time";
  private static final int CANONICAL_LENGTH = 19;

  private final DateTimeInputFormat format;
  private final CivilTime time = new CivilTime();
  private final BestEffortTime bestEffort;
  private final BasicTime basic;

  private TimeText(DateTimeInputFormat format, BestEffortTime bestEffort, BasicTime basic) {
    this.format = format;
    this.bestEffort = bestEffort;
    this.basic = basic;
  }

  static TimeText ofSeconds(DateTimeInputFormat format) {
    return new TimeText(format, new BestEffortTime(false), BasicTime.ofSeconds());
  }

  static TimeText withFractions(DateTimeInputFormat format, int nanosPerTick) {
    return new TimeText(format, new BestEffortTime(true), BasicTime.withFractions(nanosPerTick));
  }

  /** Reads all of the text into {@link #time()}; what is wrong, or null. */
  @Nullable String read(TextBytes text) {
    if (format == DateTimeInputFormat.BEST_EFFORT) {
      return time.readCanonical(text) ? null : bestEffort.read(text, time);
    }
    // The basic form takes no zone, which may follow the canonical one.
    boolean canonical = text.length() == CANONICAL_LENGTH && time.readCanonical(text);
    return canonical ? null : basic.read(text, time);
  }

  CivilTime time() {
    return time;
  }
}
