package io.tributary.gatherer.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Beside a model that goes through all offsets one by one. */
final class PartitionAuditTest {
  private static final SourcePartition SOURCE = new SourcePartition("events", 0, 7);
  private static final int CHUNK = 8;
  private static final int MANY = 1_000;

  /** What table and quarantine hold, offset by offset. */
  private static final class Held {
    final Map<Long, Integer> rows = new TreeMap<>();
    final Map<Long, Integer> quarantined = new TreeMap<>();
    final Map<Long, Integer> replayed = new TreeMap<>();

    Held rows(long from, long until) {
      LongStream.range(from, until).forEach(offset -> add(rows, offset));
      return this;
    }

    static void add(Map<Long, Integer> where, long offset) {
      where.merge(offset, 1, Integer::sum);
    }

    static int of(Map<Long, Integer> where, long offset) {
      return where.getOrDefault(offset, 0);
    }

    boolean has(long offset) {
      return of(rows, offset) + of(quarantined, offset) > 0;
    }

    boolean twice(long offset) {
      return of(rows, offset) + of(quarantined, offset) > 1;
    }

    List<ChunkCount> counts(OffsetSet windows) {
      TreeMap<Long, ChunkCount> counts = new TreeMap<>();
      for (OffsetRange range : windows.ranges()) {
        for (long o = range.first(); o <= range.last(); o++) {
          if (has(o)) {
            int table = of(rows, o);
            int aside = of(quarantined, o);
            long distance = (table + aside) * (o % CHUNK);
            counts.merge(
                o / CHUNK,
                new ChunkCount(o / CHUNK, table, aside, Math.min(table, 1), 1, distance),
                ChunkCount::plus);
          }
        }
      }
      return List.copyOf(counts.values());
    }

    List<Island> islands(OffsetSet window) {
      List<Island> islands = new ArrayList<>();
      for (OffsetRange range : window.ranges()) {
        for (long o = range.first(); o <= range.last(); o++) {
          if (has(o)) {
            boolean stored = of(rows, o) > 0;
            Island.Kind kind =
                twice(o)
                    ? stored ? Island.Kind.TWICE : Island.Kind.QUARANTINED_TWICE
                    : stored ? Island.Kind.ROW : Island.Kind.QUARANTINED;
            islands.add(new Island(o, o, kind));
          }
        }
      }
      return islands;
    }
  }

  private static PartitionAudit.Scope scope(OffsetSet windows, OffsetSet covered, OffsetSet skip) {
    return new PartitionAudit.Scope(windows, new Delivered(covered, skip, Guarantee.EXACTLY_ONCE));
  }

  /** Reported as rows, without exactly once. */
  private static PartitionAudit.Scope atLeastOnce(OffsetSet all, OffsetSet known) {
    Delivered delivered = new Delivered(all, OffsetSet.EMPTY, Guarantee.AT_LEAST_ONCE);
    return new PartitionAudit.Scope(all, delivered, known);
  }

  private static OffsetSet set(Collection<Long> offsets) {
    return OffsetSet.of(offsets.stream().map(o -> new OffsetRange(o, o)).toList());
  }

  private static PartitionFinding audit(PartitionAudit.Scope scope, Held held, int mostSuspects) {
    PartitionAudit audit = new PartitionAudit(SOURCE, scope, CHUNK);
    held.counts(scope.windows()).forEach(audit::counted);
    for (OffsetSet suspect : audit.suspects(mostSuspects)) {
      audit.seen(suspect, held.islands(suspect));
    }
    return audit.compared().finding();
  }

  @Test
  void cleanChunksAreNotLookedAtAgain() {
    OffsetSet all = OffsetSet.between(3, 50);
    PartitionAudit.Scope scope = scope(all, all, OffsetSet.EMPTY);
    PartitionAudit audit = new PartitionAudit(SOURCE, scope, CHUNK);
    new Held().rows(3, 50).counts(all).forEach(audit::counted);

    assertEquals(List.of(), audit.suspects(MANY));
    assertEquals(47, audit.compared().finding().rows());
  }

  @Test
  void aMissingRowIsNamedExactly() {
    OffsetSet all = OffsetSet.between(0, 50);
    Held held = new Held().rows(0, 17).rows(19, 50);

    PartitionFinding finding = audit(scope(all, all, OffsetSet.EMPTY), held, MANY);

    assertEquals(List.of(new OffsetRange(17, 18)), finding.missing());
    assertEquals(List.of(), finding.duplicates());
    assertEquals(48, finding.rows());
  }

  @Test
  void aMissingRowIsFoundThoughAnotherOneIsThereTwice() {
    OffsetSet all = OffsetSet.between(0, 8);
    Held held = new Held().rows(0, 3).rows(4, 8).rows(5, 6);

    PartitionFinding finding = audit(scope(all, all, OffsetSet.EMPTY), held, MANY);

    assertEquals(List.of(new OffsetRange(3, 3)), finding.missing());
    assertEquals(List.of(new OffsetRange(5, 5)), finding.duplicates());
  }

  @Test
  void aQuarantinedRecordThatWasReplayedIsNoDuplicate() {
    OffsetSet all = OffsetSet.between(0, 8);
    Held held = new Held().rows(0, 8);
    Held.add(held.replayed, 4);

    PartitionFinding finding = audit(scope(all, all, OffsetSet.EMPTY), held, MANY);

    assertTrue(finding.missing().isEmpty() && finding.duplicates().isEmpty());
  }

  @Test
  void whatMayBeMissingInAHoleBetweenReportsIsUnreported() {
    OffsetSet all = OffsetSet.between(0, 30);
    OffsetSet covered = all.minus(OffsetSet.between(10, 20));
    Held held = new Held().rows(0, 12).rows(15, 30);

    PartitionFinding finding = audit(scope(all, covered, OffsetSet.EMPTY), held, MANY);

    assertEquals(List.of(), finding.missing());
    assertEquals(List.of(new OffsetRange(12, 14)), finding.unreported());
  }

  @Test
  void aFindingThatIsCutSaysSo() {
    OffsetSet all = OffsetSet.between(0, 80);
    Held held = new Held();
    for (long offset = 0; offset < 80; offset += 2) {
      Held.add(held.rows, offset);
    }
    PartitionAudit.Scope scope = scope(all, all, OffsetSet.EMPTY);

    assertFalse(audit(scope, held, MANY).truncated());
    PartitionFinding cut = audit(scope, held, 1);
    assertTrue(cut.truncated());
    assertEquals(72, cut.unchecked());
    assertEquals(40, cut.rows());
    // The newest.
    assertEquals(
        List.of(73L, 75L, 77L, 79L), cut.missing().stream().map(OffsetRange::first).toList());
  }

  @Test
  void theRowOfAReplayedRecordIsMissingWhenItIsGone() {
    OffsetSet all = OffsetSet.between(0, 8);
    Held held = new Held().rows(0, 4).rows(5, 8);
    Held.add(held.replayed, 4);

    PartitionFinding finding = audit(scope(all, all, OffsetSet.EMPTY), held, MANY);

    assertEquals(List.of(new OffsetRange(4, 4)), finding.missing());
    assertEquals(0, finding.quarantined());
  }

  @Test
  void replayedRecordsDoNotHideAMissingRow() {
    OffsetSet all = OffsetSet.between(0, 70L * CHUNK);
    Held held = new Held().rows(0, 69L * CHUNK + 3).rows(69L * CHUNK + 4, 70L * CHUNK);
    for (long chunk = 0; chunk < 70; chunk++) {
      Held.add(held.replayed, chunk * CHUNK + 1);
    }

    PartitionFinding finding = audit(scope(all, all, OffsetSet.EMPTY), held, 64);

    assertEquals(List.of(new OffsetRange(69L * CHUNK + 3, 69L * CHUNK + 3)), finding.missing());
    assertTrue(finding.isChecked());
  }

  @Test
  void emptyHolesBetweenReportsDoNotHideAMissingRow() {
    OffsetSet all = OffsetSet.between(0, 70L * CHUNK);
    OffsetSet covered = all;
    Held held = new Held();
    for (long chunk = 0; chunk < 70; chunk++) {
      long hole = chunk * CHUNK + 1;
      covered = covered.minus(OffsetSet.between(hole, hole + 1));
      held.rows(chunk * CHUNK, hole).rows(hole + 1, chunk * CHUNK + CHUNK);
    }
    held.rows.remove(3L);

    PartitionFinding finding = audit(scope(all, covered, OffsetSet.EMPTY), held, 64);

    assertEquals(List.of(new OffsetRange(3, 3)), finding.missing());
    assertEquals(70, finding.unreported().size());
    assertTrue(finding.isChecked());
  }

  @Test
  void duplicatesThatAreAllowedDoNotHideAMissingRow() {
    OffsetSet all = OffsetSet.between(0, 70L * CHUNK);
    Held held = new Held().rows(0, 3).rows(4, 70L * CHUNK);
    for (long chunk = 0; chunk < 70; chunk++) {
      Held.add(held.rows, chunk * CHUNK + 1);
    }

    PartitionFinding finding = audit(atLeastOnce(all, OffsetSet.EMPTY), held, 64);

    assertEquals(List.of(new OffsetRange(3, 3)), finding.missing());
    assertTrue(finding.isChecked());
    assertTrue(finding.truncated(), "some duplicates are not named");
  }

  @Test
  void duplicatesThatAreAllowedAndKnownAreNotLookedAtUntilTheyAreGone() {
    OffsetSet known = OffsetSet.between(3, 5);
    PartitionAudit.Scope scope = atLeastOnce(known, known);
    PartitionAudit still = new PartitionAudit(SOURCE, scope, CHUNK);
    new Held().rows(3, 5).rows(4, 5).counts(known).forEach(still::counted);
    assertEquals(List.of(), still.suspects(MANY));
    assertEquals(known, still.compared().leftOver());

    PartitionAudit gone = new PartitionAudit(SOURCE, scope, CHUNK);
    new Held().rows(3, 5).counts(known).forEach(gone::counted);
    assertEquals(List.of(), gone.suspects(MANY));
    assertEquals(OffsetSet.EMPTY, gone.compared().leftOver());
  }

  @Test
  void whatTheListsHaveNoRoomForIsLeftOver() {
    int chunk = 1 << 12;
    OffsetSet all = OffsetSet.between(0, 2L * chunk);
    PartitionAudit audit = new PartitionAudit(SOURCE, scope(all, all, OffsetSet.EMPTY), chunk);
    audit.counted(new ChunkCount(1, chunk - 1, 0, chunk - 1, chunk - 1, 0));
    audit.counted(new ChunkCount(0, chunk / 2, 0, chunk / 2, chunk / 2, 0));
    List<OffsetSet> suspects = audit.suspects(MANY);
    audit.seen(suspects.getFirst(), List.of(new Island(chunk, 2L * chunk - 2, Island.Kind.ROW)));
    audit.seen(
        suspects.getLast(),
        LongStream.range(0, chunk / 2)
            .mapToObj(i -> new Island(2 * i, 2 * i, Island.Kind.ROW))
            .toList());

    Compared found = audit.compared();
    assertEquals(PartitionFinding.MAX_RANGES, found.finding().missing().size());
    assertEquals(2L * chunk - 1, found.finding().missing().getLast().first());
    assertEquals(OffsetSet.between(0, chunk), found.leftOver());
    assertEquals(chunk, found.finding().unchecked());
    assertEquals(chunk / 2, found.badRows());
  }

  @Property(tries = 3_000)
  void findsWhatAModelFinds(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int offsets) {
    Random random = new Random(seed);
    TreeSet<Long> covered = new TreeSet<>();
    TreeSet<Long> skipped = new TreeSet<>();
    Held held = new Held();
    int faults = random.nextInt(1, 40);
    for (long o = 0; o < offsets; o++) {
      boolean reported = random.nextInt(faults) != 0;
      boolean skip = reported && random.nextInt(6) == 0;
      if (reported) {
        covered.add(o);
      }
      if (skip) {
        skipped.add(o);
      }
      hold(random, held, o, skip, faults);
    }
    OffsetSet windows = OffsetSet.between(0, offsets);
    PartitionAudit.Scope scope = scope(windows, set(covered), set(skipped));

    PartitionFinding finding = audit(scope, held, MANY);

    TreeSet<Long> missing = new TreeSet<>();
    TreeSet<Long> twice = new TreeSet<>();
    TreeSet<Long> unreported = new TreeSet<>();
    for (long o = 0; o < offsets; o++) {
      if (held.twice(o)) {
        twice.add(o);
      }
      if (!held.has(o) && covered.contains(o) && !skipped.contains(o)) {
        missing.add(o);
      }
      if (!held.has(o) && !covered.contains(o)) {
        unreported.add(o);
      }
    }
    assertEquals(set(missing).ranges(), finding.missing());
    assertEquals(set(twice).ranges(), finding.duplicates());
    assertEquals(set(unreported).ranges(), finding.unreported());
    assertEquals(skipped.size(), finding.skipped());
  }

  private static void hold(Random random, Held held, long offset, boolean skip, int faults) {
    if (skip || random.nextInt(faults) == 0) {
      return;
    }
    int place = random.nextInt(10);
    Held.add(place == 0 ? held.quarantined : held.rows, offset);
    if (random.nextInt(faults) == 0) {
      Held.add(random.nextBoolean() ? held.rows : held.quarantined, offset);
    }
    if (place == 1) {
      Held.add(held.replayed, offset);
      if (random.nextInt(faults) == 0) {
        held.rows.remove(offset);
      }
    }
  }
}
