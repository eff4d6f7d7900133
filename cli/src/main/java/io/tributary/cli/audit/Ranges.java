package io.tributary.cli.audit;

import io.tributary.protocol.frame.OffsetRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists of offsets. */
final class Ranges {
  private Ranges() {}

  /** Both, ascending, with neighbours joined. */
  static List<OffsetRange> union(List<OffsetRange> some, List<OffsetRange> others) {
    List<OffsetRange> joined = new ArrayList<>();
    Stream.concat(some.stream(), others.stream())
        .sorted(Comparator.comparingLong(OffsetRange::first))
        .forEach(
            range -> {
              OffsetRange last = joined.isEmpty() ? null : joined.getLast();
              if (last != null && range.first() <= last.last() + 1) {
                joined.set(
                    joined.size() - 1,
                    new OffsetRange(last.first(), Math.max(last.last(), range.last())));
              } else {
                joined.add(range);
              }
            });
    return List.copyOf(joined);
  }

  /** How many offsets they are. */
  static long count(List<OffsetRange> ranges) {
    return ranges.stream().mapToLong(range -> range.last() - range.first() + 1).sum();
  }

  static boolean contain(List<OffsetRange> ranges, long offset) {
    return ranges.stream().anyMatch(range -> range.first() <= offset && offset <= range.last());
  }

  /** 40-44, 50 */
  static String text(List<OffsetRange> ranges) {
    return ranges.stream()
        .map(
            range ->
                range.first() == range.last()
                    ? Long.toString(range.first())
                    : range.first() + "-" + range.last())
        .collect(Collectors.joining(", "));
  }
}
