package io.tributary.gatherer.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.audit.TableFinding;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class AuditRoundsTest {
  private static final TableId TABLE = new TableId("events", new UUID(1, 2));
  private static final SourcePartition SOURCE = new SourcePartition("events", 0, 7);
  private static final List<OffsetRange> NONE = List.of();

  private final AuditRounds rounds = new AuditRounds();

  private void report(long from, long until) {
    OffsetSet covered = OffsetSet.between(from, until);
    Delivered delivered = new Delivered(covered, OffsetSet.EMPTY, Guarantee.EXACTLY_ONCE);
    rounds.add(Map.of(TABLE, Map.of(SOURCE, delivered)));
  }

  private PartitionAudit.Scope scope() {
    return Objects.requireNonNull(rounds.scopes(TABLE).get(SOURCE));
  }

  /** A round that finds this. */
  private void round(long rows, List<OffsetRange> missing, List<OffsetRange> twice, boolean cut) {
    PartitionAudit.Scope scope = scope();
    PartitionFinding finding =
        new PartitionFinding(
            SOURCE,
            scope.windows().first(),
            scope.windows().until(),
            rows,
            0,
            missing,
            twice,
            NONE,
            0,
            cut);
    rounds.compared(TABLE, rounds.scopes(TABLE), List.of(finding));
  }

  private PartitionFinding found() {
    return rounds.findings("db", null).getFirst().partitions().getFirst();
  }

  @Test
  void onlyWhatIsNewIsCompared() {
    report(0, 100);
    assertEquals(OffsetSet.between(0, 100), scope().windows());
    round(100, NONE, NONE, false);
    assertEquals(List.of(), rounds.due());

    report(100, 150);
    assertEquals(List.of(TABLE), rounds.due());
    assertEquals(OffsetSet.between(100, 150), scope().windows());
    round(50, NONE, NONE, false);
    assertEquals(0, found().from());
    assertEquals(150, found().until());
    assertEquals(150, found().rows());
  }

  @Test
  void aFindingIsComparedAgainUntilItIsRepaired() {
    List<OffsetRange> missing = List.of(new OffsetRange(10, 12));
    report(0, 100);
    round(97, missing, NONE, false);
    assertEquals(missing, found().missing());
    assertEquals(List.of(TABLE), rounds.due());
    assertEquals(OffsetSet.between(10, 13), scope().windows());

    round(0, missing, NONE, false);
    assertEquals(97, found().rows());
    round(3, NONE, NONE, false);
    assertEquals(NONE, found().missing());
    assertEquals(100, found().rows());
    assertEquals(List.of(), rounds.due());
  }

  @Test
  void duplicatesAreCountedOnceHoweverOftenTheyAreCompared() {
    List<OffsetRange> twice = List.of(new OffsetRange(10, 12));
    report(0, 100);
    round(100, NONE, twice, false);
    round(3, NONE, twice, false);
    assertEquals(100, found().rows());
    round(3, NONE, NONE, false);
    assertEquals(100, found().rows());
    assertEquals(NONE, found().duplicates());
  }

  @Test
  void ofACutFindingEverythingIsComparedAgain() {
    report(0, 100);
    round(40, List.of(new OffsetRange(10, 12)), NONE, true);
    assertEquals(OffsetSet.between(0, 100), scope().windows());
    round(100, NONE, NONE, false);
    assertEquals(100, found().rows());
    assertEquals(List.of(), rounds.due());
  }

  @Test
  void whatCouldNotBeComparedWaitsForTheNextRound() {
    report(0, 100);
    rounds.failed(TABLE, "no answer");
    TableFinding finding = rounds.findings("db", null).getFirst();
    assertEquals("no answer", finding.problem());
    report(100, 120);

    assertEquals(OffsetSet.between(0, 120), scope().windows());
    round(120, NONE, NONE, false);
    assertEquals(120, found().rows());
    assertTrue(rounds.findings("db", null).stream().allMatch(table -> table.problem() == null));
  }

  @Test
  void aTableThatIsGoneIsForgotten() {
    report(0, 100);
    rounds.forget(TABLE);

    assertEquals(List.of(), rounds.due());
    assertEquals(List.of(), rounds.findings("db", null));
  }
}
