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
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class AuditRoundsTest {
  private static final TableId TABLE = new TableId("events", new UUID(1, 2));
  private static final SourcePartition SOURCE = new SourcePartition("events", 0, 7);
  private static final List<OffsetRange> NONE = List.of();

  private final AuditRounds rounds = new AuditRounds();

  private void report(long from, long until) {
    report(from, until, Guarantee.EXACTLY_ONCE);
  }

  private void report(long from, long until, Guarantee guarantee) {
    OffsetSet covered = OffsetSet.between(from, until);
    Delivered delivered = new Delivered(covered, OffsetSet.EMPTY, guarantee);
    rounds.add(Map.of(TABLE, Map.of(SOURCE, delivered)));
  }

  private PartitionAudit.Scope scope() {
    return Objects.requireNonNull(rounds.scopes(TABLE).get(SOURCE));
  }

  /** A round that finds this. */
  private void round(long rows, List<OffsetRange> missing, List<OffsetRange> twice) {
    round(rows, missing, twice, OffsetSet.EMPTY);
  }

  /** A round that finds this, and does not look at the chunk of what is left. */
  private void round(
      long rows, List<OffsetRange> missing, List<OffsetRange> twice, OffsetSet left) {
    PartitionAudit.Scope scope = scope();
    OffsetSet unknown = left.minus(scope.known());
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
            !unknown.isEmpty(),
            unknown.count());
    long badRows = OffsetSet.of(twice).union(left).count();
    rounds.compared(TABLE, rounds.scopes(TABLE), List.of(new Compared(finding, left, badRows, 0)));
  }

  private PartitionFinding found() {
    return rounds.findings("db", null).getFirst().partitions().getFirst();
  }

  @Test
  void onlyWhatIsNewIsCompared() {
    report(0, 100);
    assertEquals(OffsetSet.between(0, 100), scope().windows());
    round(100, NONE, NONE);
    assertEquals(Set.of(), rounds.due());

    report(100, 150);
    assertEquals(Set.of(TABLE), rounds.due());
    assertEquals(OffsetSet.between(100, 150), scope().windows());
    round(50, NONE, NONE);
    assertEquals(0, found().from());
    assertEquals(150, found().until());
    assertEquals(150, found().rows());
  }

  @Test
  void aFindingIsComparedAgainUntilItIsRepaired() {
    List<OffsetRange> missing = List.of(new OffsetRange(10, 12));
    report(0, 100);
    round(97, missing, NONE);
    assertEquals(missing, found().missing());
    assertEquals(Set.of(TABLE), rounds.due());
    assertEquals(OffsetSet.between(10, 13), scope().windows());

    round(0, missing, NONE);
    assertEquals(97, found().rows());
    round(3, NONE, NONE);
    assertEquals(NONE, found().missing());
    assertEquals(100, found().rows());
    assertEquals(Set.of(), rounds.due());
  }

  @Test
  void duplicatesAreCountedOnceHoweverOftenTheyAreCompared() {
    List<OffsetRange> twice = List.of(new OffsetRange(10, 12));
    report(0, 100);
    round(100, NONE, twice);
    round(3, NONE, twice);
    assertEquals(100, found().rows());
    round(3, NONE, NONE);
    assertEquals(100, found().rows());
    assertEquals(NONE, found().duplicates());
  }

  @Test
  void whatWasNotLookedAtIsComparedAgainAndNothingElse() {
    report(0, 100);
    round(90, List.of(new OffsetRange(10, 12)), NONE, OffsetSet.between(50, 60));
    assertEquals(10, found().unchecked());
    assertEquals(
        List.of(new OffsetRange(10, 12), new OffsetRange(50, 59)), scope().windows().ranges());

    round(12, NONE, NONE);
    assertEquals(92, found().rows());
    assertEquals(0, found().unchecked());
    assertEquals(Set.of(), rounds.due());
  }

  @Test
  void aKnownDuplicateStaysFoundWhileOthersAreLookedAt() {
    List<OffsetRange> twice = List.of(new OffsetRange(10, 12));
    report(0, 100, Guarantee.AT_LEAST_ONCE);
    round(100, NONE, twice);
    report(100, 200, Guarantee.AT_LEAST_ONCE);
    assertEquals(OffsetSet.between(10, 13), scope().known());

    round(103, NONE, NONE, OffsetSet.between(10, 13));
    assertEquals(twice, found().duplicates());
    assertEquals(200, found().rows());
    assertEquals(0, found().unchecked());
  }

  @Test
  void whatIsReportedDuringAComparisonIsComparedByTheNext() {
    report(0, 100);
    PartitionAudit.Scope scope = scope();
    report(100, 150);
    PartitionFinding finding =
        new PartitionFinding(SOURCE, 0, 100, 100, 0, NONE, NONE, NONE, 0, false);
    rounds.compared(
        TABLE, Map.of(SOURCE, scope), List.of(new Compared(finding, OffsetSet.EMPTY, 0, 0)));

    assertEquals(Set.of(TABLE), rounds.due());
    assertEquals(OffsetSet.between(100, 150), scope().windows());
  }

  @Test
  void whatCouldNotBeComparedWaitsForTheNextRound() {
    report(0, 100);
    rounds.failed(TABLE, "no answer");
    TableFinding finding = rounds.findings("db", null).getFirst();
    assertEquals("no answer", finding.problem());
    report(100, 120);

    assertEquals(OffsetSet.between(0, 120), scope().windows());
    round(120, NONE, NONE);
    assertEquals(120, found().rows());
    assertTrue(rounds.findings("db", null).stream().allMatch(table -> table.problem() == null));
  }

  @Test
  void aTableThatIsGoneIsForgotten() {
    report(0, 100);
    rounds.forget(TABLE);

    assertEquals(Set.of(), rounds.due());
    assertEquals(List.of(), rounds.findings("db", null));
  }
}
