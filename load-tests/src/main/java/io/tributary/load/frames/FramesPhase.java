package io.tributary.load.frames;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be measured, in the order in which it is. */
public enum FramesPhase {
  /** As fast as it goes, against client-v2. */
  SATURATED,
  /** Single small batches with nothing else to do. */
  IDLE,
  /** The same rate over more and more tables. */
  TABLES,
  /** What tables cost that nobody sends to. */
  IDLE_TABLES,
  /** What rows cost of memory while ClickHouse stands still. */
  HELD;

  /** As it stands on a command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All of them. */
  public static List<String> words() {
    return Arrays.stream(values()).map(FramesPhase::word).toList();
  }

  /** The phase of this word. */
  public static Optional<FramesPhase> of(String word) {
    return Arrays.stream(values()).filter(phase -> phase.word().equals(word)).findFirst();
  }
}
