package io.tributary.connector.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.DeliveryReport;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.protocol.frame.SourcePartition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class DeliveredOffsetsTest {
  private static final SourcePartition SOURCE = new SourcePartition("events", 0, 7);

  private static final UUID TABLE = new UUID(1, 2);
  private static final Claim CLAIM =
      new Claim(SOURCE, "readers", 1, 0, Guarantee.EXACTLY_ONCE, new Predecessor.None());

  private static Optional<DeliveryReport> report(DeliveredOffsets offsets, long committable) {
    return offsets.report(CLAIM, TABLE, committable);
  }

  private static DeliveryReport expected(long first, long until, OffsetRange... skipped) {
    return new DeliveryReport(
        SOURCE, TABLE, Guarantee.EXACTLY_ONCE, first, until, List.of(skipped));
  }

  @Test
  void whatIsNotSettledIsNotReported() {
    DeliveredOffsets offsets = new DeliveredOffsets(5);
    for (long offset = 5; offset < 20; offset++) {
      offsets.read(offset);
    }

    assertEquals(Optional.empty(), report(offsets, 5));
    assertEquals(expected(5, 12), report(offsets, 12).orElseThrow());
    assertEquals(Optional.empty(), report(offsets, 12));
    assertEquals(expected(12, 20), report(offsets, 20).orElseThrow());
  }

  @Test
  void gapsBetweenRecordsAndBehindThemAreSkipped() {
    DeliveredOffsets offsets = new DeliveredOffsets(0);
    offsets.read(2);
    offsets.read(3);
    offsets.advance(6);
    offsets.read(8);

    assertEquals(
        expected(0, 9, new OffsetRange(0, 1), new OffsetRange(4, 7)),
        report(offsets, 9).orElseThrow());
  }

  @Test
  void aGapThatIsSettledInPartIsReportedInParts() {
    DeliveredOffsets offsets = new DeliveredOffsets(0);
    offsets.read(0);
    offsets.read(5);

    assertEquals(expected(0, 3, new OffsetRange(1, 2)), report(offsets, 3).orElseThrow());
    assertEquals(expected(3, 6, new OffsetRange(3, 4)), report(offsets, 6).orElseThrow());
  }

  @Test
  void aRecordThatIsReadAgainChangesNothing() {
    DeliveredOffsets offsets = new DeliveredOffsets(0);
    offsets.read(0);
    offsets.read(1);
    offsets.read(1);
    offsets.read(2);

    assertEquals(expected(0, 3), report(offsets, 3).orElseThrow());
  }

  @Test
  void withTooManyGapsTheRestIsInNoReport() {
    DeliveredOffsets offsets = new DeliveredOffsets(0);
    long records = DeliveryReport.MAX_RANGES + 10;
    for (long i = 0; i < records; i++) {
      offsets.read(i * 2 + 1);
    }

    DeliveryReport full = report(offsets, records * 2).orElseThrow();
    assertEquals(DeliveryReport.MAX_RANGES, full.skipped().size());
    assertEquals(DeliveryReport.MAX_RANGES * 2L, full.until());
    offsets.read(records * 2);
    assertEquals(
        expected(records * 2, records * 2 + 1), report(offsets, records * 2 + 1).orElseThrow());
  }

  @Property
  void reportsTogetherSayWhichOffsetsWereRead(
      @ForAll @Size(max = 60) Set<@IntRange(max = 99) Integer> records,
      @ForAll @Size(max = 5) List<@IntRange(max = 100) Integer> commits) {
    DeliveredOffsets offsets = new DeliveredOffsets(0);
    for (int offset : new TreeSet<>(records)) {
      offsets.read(offset);
    }
    offsets.advance(100);

    Set<Integer> reported = new TreeSet<>();
    long until = 0;
    for (int commit : new TreeSet<>(commits)) {
      Optional<DeliveryReport> next = report(offsets, commit);
      if (next.isPresent()) {
        assertEquals(until, next.get().first());
        until = next.get().until();
        assertEquals(commit, until);
        add(next.get(), reported);
      }
    }
    report(offsets, 100).ifPresent(last -> add(last, reported));
    assertEquals(new TreeSet<>(records), reported);
  }

  private static void add(DeliveryReport report, Set<Integer> rows) {
    for (long offset = report.first(); offset < report.until(); offset++) {
      long at = offset;
      if (report.skipped().stream().noneMatch(gap -> gap.first() <= at && at <= gap.last())) {
        assertTrue(rows.add((int) offset), "reported twice: " + offset);
      }
    }
  }
}
