package io.tributary.connector.claim;

import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OpenAnswer;
import java.util.Arrays;

/**
 * The offsets that a table holds already, as the answer to a claim named them (rule D-11).
 *
 * <p>Immutable, any thread.
 */
public final class HeldOffsets {
  private final long[] firsts;
  private final long[] lasts;
  private final long highest;
  private final long until;

  public HeldOffsets(OpenAnswer.Resume resume) {
    firsts = resume.held().stream().mapToLong(OffsetRange::first).toArray();
    lasts = resume.held().stream().mapToLong(OffsetRange::last).toArray();
    highest = lasts.length == 0 ? -1 : lasts[lasts.length - 1];
    until = resume.until();
  }

  /** True when the record of this offset must not become a row. */
  public boolean contains(long offset) {
    if (offset > highest) {
      return false;
    }
    int found = Arrays.binarySearch(firsts, offset);
    // Not a first one: the range before the place where it would be.
    int range = found >= 0 ? found : -found - 2;
    return range >= 0 && offset <= lasts[range];
  }

  /** The highest of them, -1 without any. */
  public long highest() {
    return highest;
  }

  /** Nothing is known of this offset and those above it. */
  public long until() {
    return until;
  }

  /** How many they are. */
  public long count() {
    long count = 0;
    for (int i = 0; i < firsts.length; i++) {
      count += lasts[i] - firsts[i] + 1;
    }
    return count;
  }
}
