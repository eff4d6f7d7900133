package io.tributary.gatherer.audit;

import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.audit.TableFinding;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What rounds have to compare, and what they have found so far. A round compares what was reported
 * since the one before, and once more what that one found bad or left over, so that a finding goes
 * away when it is repaired. Reports may come in meanwhile.
 *
 * <p>Bounded: one entry for each partition that was reported to this gatherer, with as many ranges
 * as a finding may have.
 *
 * <p>Pure; belongs to the auditor's event loop.
 */
final class AuditRounds {
  private final Map<TableId, Map<SourcePartition, Delivered>> fresh = new HashMap<>();
  private final Map<TableId, Map<SourcePartition, Delivered>> underWay = new HashMap<>();
  private final Map<TableId, Map<SourcePartition, State>> states = new HashMap<>();
  private final Map<TableId, String> problems = new HashMap<>();

  /**
   * Of one partition.
   *
   * @param total since this gatherer has started
   * @param again what to compare once more; empty without anything
   * @param delivered what was reported of that
   * @param bad what is known to be bad of that
   * @param rows how many of the total's rows are among that
   * @param quarantined how many of the total's quarantined offsets are among that
   */
  private record State(
      PartitionFinding total,
      OffsetSet again,
      Delivered delivered,
      OffsetSet bad,
      long rows,
      long quarantined) {

    PartitionAudit.Scope scope() {
      return new PartitionAudit.Scope(again, delivered, bad);
    }
  }

  /** Reports that no round has compared yet. */
  void add(Map<TableId, Map<SourcePartition, Delivered>> reports) {
    add(fresh, reports);
  }

  private static void add(
      Map<TableId, Map<SourcePartition, Delivered>> to,
      Map<TableId, Map<SourcePartition, Delivered>> reports) {
    reports.forEach(
        (table, partitions) -> {
          Map<SourcePartition, Delivered> of = to.computeIfAbsent(table, first -> new HashMap<>());
          partitions.forEach((source, delivered) -> of.merge(source, delivered, Delivered::plus));
        });
  }

  /** Ranges that wait to be compared, or are. */
  long waitingRanges() {
    return ranges(fresh) + ranges(underWay);
  }

  private static long ranges(Map<TableId, Map<SourcePartition, Delivered>> reports) {
    long ranges = 0;
    for (Map<SourcePartition, Delivered> partitions : reports.values()) {
      for (Delivered delivered : partitions.values()) {
        ranges += delivered.covered().ranges().size() + delivered.skipped().ranges().size();
      }
    }
    return ranges;
  }

  /** Reports that wait to be compared. */
  Map<TableId, Map<SourcePartition, Delivered>> waiting() {
    return fresh;
  }

  /** Forgets what waits to be compared. */
  void dropWaiting() {
    fresh.clear();
    underWay.clear();
  }

  /** Tables that a round has something to compare of. */
  Set<TableId> due() {
    Set<TableId> due = new HashSet<>(fresh.keySet());
    due.addAll(underWay.keySet());
    states.forEach(
        (table, partitions) -> {
          if (partitions.values().stream().anyMatch(state -> !state.again().isEmpty())) {
            due.add(table);
          }
        });
    return due;
  }

  /** What a round has to compare of a table; followed by {@link #compared} or another call. */
  Map<SourcePartition, PartitionAudit.Scope> scopes(TableId table) {
    Map<SourcePartition, Delivered> news = fresh.remove(table);
    if (news != null) {
      add(underWay, Map.of(table, news));
    }
    Map<SourcePartition, PartitionAudit.Scope> scopes = new HashMap<>();
    underWay
        .getOrDefault(table, Map.of())
        .forEach(
            (source, delivered) -> {
              OffsetSet covered = delivered.covered();
              OffsetSet window = OffsetSet.between(covered.first(), covered.until());
              scopes.put(source, new PartitionAudit.Scope(window, delivered));
            });
    states
        .getOrDefault(table, Map.of())
        .forEach(
            (source, state) -> {
              if (!state.again().isEmpty()) {
                scopes.merge(source, state.scope(), AuditRounds::both);
              }
            });
    return scopes;
  }

  private static PartitionAudit.Scope both(PartitionAudit.Scope a, PartitionAudit.Scope b) {
    return new PartitionAudit.Scope(
        a.windows().union(b.windows()),
        a.delivered().plus(b.delivered()),
        a.known().union(b.known()));
  }

  /** A round has compared what {@link #scopes} said. */
  void compared(
      TableId table, Map<SourcePartition, PartitionAudit.Scope> scopes, List<Compared> found) {
    underWay.remove(table);
    problems.remove(table);
    Map<SourcePartition, State> of = states.computeIfAbsent(table, first -> new HashMap<>());
    for (Compared partition : found) {
      SourcePartition source = partition.finding().source();
      PartitionAudit.Scope scope = scopes.get(source);
      if (scope != null) {
        of.put(source, next(of.get(source), partition, scope.delivered()));
      }
    }
  }

  private static State next(@Nullable State before, Compared now, Delivered delivered) {
    OffsetSet missing = OffsetSet.of(now.finding().missing());
    OffsetSet twice = OffsetSet.of(now.finding().duplicates());
    if (before != null) {
      // What was not looked at again is as it was.
      missing = missing.union(left(before.total().missing(), now));
      twice = twice.union(left(before.total().duplicates(), now));
    }
    OffsetSet bad = missing.union(twice);
    OffsetSet again = bad.union(now.leftOver());
    return new State(
        total(before, now.finding(), missing, twice, delivered),
        again,
        delivered.within(again),
        bad,
        now.badRows(),
        now.badQuarantined());
  }

  private static OffsetSet left(List<OffsetRange> bad, Compared now) {
    return OffsetSet.of(bad).intersect(now.leftOver());
  }

  private static PartitionFinding total(
      @Nullable State before,
      PartitionFinding now,
      OffsetSet missing,
      OffsetSet twice,
      Delivered delivered) {
    if (before == null) {
      return now;
    }
    PartitionFinding total = before.total();
    OffsetSet unreported =
        OffsetSet.of(total.unreported())
            .union(OffsetSet.of(now.unreported()))
            .minus(delivered.covered());
    boolean isCut = Stream.of(missing, twice, unreported).anyMatch(AuditRounds::isTooLong);
    return new PartitionFinding(
        now.source(),
        Math.min(total.from(), now.from()),
        Math.max(total.until(), now.until()),
        total.rows() - before.rows() + now.rows(),
        total.quarantined() - before.quarantined() + now.quarantined(),
        cut(missing),
        cut(twice),
        cut(unreported),
        total.skipped() - before.delivered().skipped().count() + now.skipped(),
        now.truncated() || isCut,
        now.unchecked());
  }

  private static boolean isTooLong(OffsetSet offsets) {
    return offsets.ranges().size() > PartitionFinding.MAX_RANGES;
  }

  private static List<OffsetRange> cut(OffsetSet offsets) {
    List<OffsetRange> ranges = offsets.ranges();
    return isTooLong(offsets) ? ranges.subList(0, PartitionFinding.MAX_RANGES) : ranges;
  }

  /** A table could not be compared; what waits is compared with the next round. */
  void failed(TableId table, String problem) {
    problems.put(table, problem);
  }

  /** A table is gone, or nothing that can be audited. */
  void forget(TableId table) {
    fresh.remove(table);
    underWay.remove(table);
    states.remove(table);
    problems.remove(table);
  }

  /**
   * What was found so far, by the names of tables.
   *
   * @param problem of all tables, null without one
   */
  List<TableFinding> findings(String database, @Nullable String problem) {
    Map<TableId, Map<SourcePartition, State>> all = new HashMap<>(states);
    problems.keySet().forEach(table -> all.putIfAbsent(table, Map.of()));
    return all.entrySet().stream()
        .map(
            entry ->
                finding(
                    database, entry.getKey(), entry.getValue(), problemOf(entry.getKey(), problem)))
        .sorted(Comparator.comparing(TableFinding::table))
        .toList();
  }

  private @Nullable String problemOf(TableId table, @Nullable String ofAll) {
    String own = problems.get(table);
    return own == null ? ofAll : own;
  }

  private static TableFinding finding(
      String database,
      TableId table,
      Map<SourcePartition, State> partitions,
      @Nullable String problem) {
    boolean exact =
        partitions.values().stream()
            .allMatch(state -> state.delivered().guarantee() == Guarantee.EXACTLY_ONCE);
    return new TableFinding(
        database,
        table.name(),
        exact ? Guarantee.EXACTLY_ONCE : Guarantee.AT_LEAST_ONCE,
        problem,
        partitions.values().stream()
            .map(State::total)
            .sorted(
                Comparator.comparing((PartitionFinding finding) -> finding.source().topic())
                    .thenComparing(finding -> finding.source().partition())
                    .thenComparing(finding -> finding.source().run()))
            .toList());
  }
}
