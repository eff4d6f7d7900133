package io.tributary.gatherer.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.protocol.frame.DeliveryReport;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.SourcePartition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class SettledOffsetsTest {
  private static final SourcePartition SOURCE = new SourcePartition("http:test", 0, 7);
  private static final UUID TABLE = new UUID(0, 1);

  private final SettledOffsets settled = new SettledOffsets();

  private List<DeliveryReport> take() {
    return settled.take(SOURCE, TABLE, Guarantee.EXACTLY_ONCE);
  }

  private static DeliveryReport report(long first, long until, OffsetRange... skipped) {
    return new DeliveryReport(
        SOURCE, TABLE, Guarantee.EXACTLY_ONCE, first, until, List.of(skipped));
  }

  @Example
  void neighboursAreOneReport() {
    settled.stored(10, 20);
    settled.stored(0, 10);
    settled.stored(30, 31);
    assertEquals(List.of(report(0, 20), report(30, 31)), take());
  }

  @Example
  void skippedOffsetsJoinWhatIsAroundThem() {
    settled.stored(0, 5);
    settled.skipped(5, 8);
    settled.stored(8, 9);
    settled.skipped(20, 22);
    assertEquals(
        List.of(report(0, 9, new OffsetRange(5, 7)), report(20, 22, new OffsetRange(20, 21))),
        take());
  }

  @Example
  void nothingIsReportedTwice() {
    settled.stored(0, 5);
    settled.skipped(5, 6);
    assertEquals(1, take().size());
    assertEquals(List.of(), take());
    settled.stored(6, 7);
    assertEquals(List.of(report(6, 7)), take());
  }

  @Example
  void emptyRangesAreNone() {
    settled.stored(4, 4);
    settled.skipped(9, 9);
    assertEquals(List.of(), take());
  }

  @Property(tries = 300)
  void everyOffsetIsReportedOnceAsWhatBecameOfIt(
      @ForAll @Size(max = 30) List<@IntRange(min = -4, max = 4) Integer> parts) {
    Set<Long> stored = new HashSet<>();
    Set<Long> skipped = new HashSet<>();
    long next = 0;
    for (int part : parts) {
      long until = next + Math.abs(part);
      for (long offset = next; offset < until; offset++) {
        (part > 0 ? stored : skipped).add(offset);
      }
      if (part > 0) {
        settled.stored(next, until);
      } else {
        settled.skipped(next, until);
      }
      // Now and then an offset that is not settled yet.
      next = until + (part == 3 ? 1 : 0);
    }
    Set<Long> reported = new HashSet<>();
    Set<Long> gaps = new HashSet<>();
    for (DeliveryReport report : take()) {
      for (long offset = report.first(); offset < report.until(); offset++) {
        reported.add(offset);
      }
      for (OffsetRange range : report.skipped()) {
        for (long offset = range.first(); offset <= range.last(); offset++) {
          gaps.add(offset);
        }
      }
    }
    assertEquals(skipped, gaps);
    reported.removeAll(gaps);
    assertEquals(stored, reported);
  }
}
