package io.tributary.protocol.frame;

import java.util.List;

/** The checks that records of this package share. All throw {@link BrokenRule}. */
final class Check {
  static final int MAX_AFTER_MILLIS = 600_000;

  private Check() {}

  static void epoch(String what, long value) {
    range(what, value, 0, Claim.MAX_EPOCH);
  }

  static void handle(String what, int value) {
    if (value < 1) {
      throw new BrokenRule(Rule.HANDLE, what + " handle is not positive: " + value);
    }
  }

  static void range(String what, long value, long min, long max) {
    if (value < min || value > max) {
      throw new BrokenRule(
          Rule.NUMBER_RANGE, what + " is not in " + min + ".." + max + ": " + value);
    }
  }

  static void notNegative(String what, long value) {
    range(what, value, 0, Long.MAX_VALUE);
  }

  static void afterMillis(int value) {
    range("afterMillis", value, 0, MAX_AFTER_MILLIS);
  }

  static void length(String what, String value, int min, int max) {
    if (value.length() < min || value.length() > max) {
      throw new BrokenRule(
          Rule.TEXT_LENGTH,
          what + " does not have " + min + " to " + max + " characters: " + value.length());
    }
  }

  static void ascending(List<OffsetRange> ranges) {
    long last = -1;
    for (OffsetRange range : ranges) {
      if (range.first() <= last) {
        throw new BrokenRule(
            Rule.OFFSET_ORDER,
            "range " + range.first() + ".." + range.last() + " follows one that ends at " + last);
      }
      last = range.last();
    }
  }
}
