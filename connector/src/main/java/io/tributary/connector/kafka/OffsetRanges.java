package io.tributary.connector.kafka;

import io.tributary.protocol.frame.OffsetRange;
import java.util.ArrayList;
import java.util.List;

/** Collects offsets in ascending order, and joins neighbours. */
final class OffsetRanges {
  private final List<OffsetRange> ranges = new ArrayList<>();

  /** Adds {@code first} to {@code until}, the latter exclusive; nothing if that is empty. */
  void add(long first, long until) {
    if (first >= until) {
      return;
    }
    OffsetRange last = ranges.isEmpty() ? null : ranges.getLast();
    if (last != null && last.last() + 1 == first) {
      ranges.set(ranges.size() - 1, new OffsetRange(last.first(), until - 1));
    } else {
      ranges.add(new OffsetRange(first, until - 1));
    }
  }

  List<OffsetRange> list() {
    return List.copyOf(ranges);
  }
}
