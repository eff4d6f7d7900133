package io.tributary.protocol.frame;

/** Offsets {@code first} to {@code last}, both inclusive, {@code 0 <= first <= last}. */
public record OffsetRange(long first, long last) {
  public OffsetRange {
    if (first < 0 || last < first) {
      throw new BrokenRule(Rule.OFFSET_ORDER, "not an offset range: " + first + ".." + last);
    }
  }

  /** How many they are. */
  public long count() {
    return last - first + 1;
  }
}
