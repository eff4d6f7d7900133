package io.tributary.gatherer.audit;

import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.audit.TableFinding;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rounds have to compare, and what they have found so far. A round compares what was reported
 * since the one before, and once more what that one found bad, so that a finding goes away when it
 * is repaired.
 *
 * <p>Bounded: one entry for each partition that was reported to this gatherer, with as many ranges
 * as a finding may have.
 *
 * <p>Pure; belongs to the auditor's event loop.
 */
final class AuditRounds {
  private final Map<TableId, Map<SourcePartition, Delivered>> fresh = new HashMap<>();
  private final Map<TableId, Map<SourcePartition, State>> states = new HashMap<>();
  private final Map<TableId, String> problems = new HashMap<>();

  /**
   * Of one partition.
   *
   * @param total since this gatherer has started
   * @param suspects to be compared again, null without any
   * @param again what the suspects contribute to the total
   */
  private record State(
      PartitionFinding total,
      Guarantee guarantee,
      @Nullable Delivered suspects,
      PartitionFinding again) {}

  /** Reports that no round has compared yet. */
  void add(Map<TableId, Map<SourcePartition, Delivered>> reports) {
    reports.forEach(
        (table, partitions) -> {
          Map<SourcePartition, Delivered> of =
              fresh.computeIfAbsent(table, first -> new HashMap<>());
          partitions.forEach((source, delivered) -> of.merge(source, delivered, Delivered::plus));
        });
  }

  /** Ranges that wait to be compared. */
  long waitingRanges() {
    long ranges = 0;
    for (Map<SourcePartition, Delivered> partitions : fresh.values()) {
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
  }

  /** Tables that a round has something to compare of. */
  List<TableId> due() {
    List<TableId> due = new ArrayList<>(fresh.keySet());
    states.forEach(
        (table, partitions) -> {
          if (!due.contains(table)
              && partitions.values().stream().anyMatch(state -> state.suspects() != null)) {
            due.add(table);
          }
        });
    return due;
  }

  /** What a round has to compare of a table. */
  Map<SourcePartition, PartitionAudit.Scope> scopes(TableId table) {
    Map<SourcePartition, PartitionAudit.Scope> scopes = new HashMap<>();
    fresh
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
              Delivered suspects = state.suspects();
              if (suspects != null) {
                scopes.merge(
                    source,
                    new PartitionAudit.Scope(suspects.covered(), suspects),
                    AuditRounds::both);
              }
            });
    return scopes;
  }

  private static PartitionAudit.Scope both(PartitionAudit.Scope a, PartitionAudit.Scope b) {
    return new PartitionAudit.Scope(
        a.windows().union(b.windows()), a.delivered().plus(b.delivered()));
  }

  /** A round has compared what {@link #scopes} said. */
  void compared(
      TableId table,
      Map<SourcePartition, PartitionAudit.Scope> scopes,
      List<PartitionFinding> findings) {
    Map<SourcePartition, Delivered> reported = fresh.remove(table);
    problems.remove(table);
    Map<SourcePartition, State> of = states.computeIfAbsent(table, first -> new HashMap<>());
    for (PartitionFinding finding : findings) {
      PartitionAudit.Scope scope = scopes.get(finding.source());
      if (scope != null) {
        Delivered news = reported == null ? null : reported.get(finding.source());
        OffsetSet covered = news == null ? OffsetSet.EMPTY : news.covered();
        of.put(
            finding.source(), next(of.get(finding.source()), finding, scope.delivered(), covered));
      }
    }
  }

  private static State next(
      @Nullable State before, PartitionFinding finding, Delivered delivered, OffsetSet covered) {
    OffsetSet twice = OffsetSet.of(finding.duplicates());
    OffsetSet bad = OffsetSet.of(finding.missing()).union(twice);
    Delivered suspects = null;
    PartitionFinding again = counts(finding, 0, 0, 0);
    if (finding.truncated()) {
      suspects = delivered;
      again = finding;
    } else if (!bad.isEmpty()) {
      suspects = new Delivered(bad, OffsetSet.EMPTY, delivered.guarantee());
      again = counts(finding, twice.count(), 0, 0);
    }
    return new State(total(before, finding, covered), delivered.guarantee(), suspects, again);
  }

  private static PartitionFinding counts(
      PartitionFinding of, long rows, long quarantined, long skipped) {
    return new PartitionFinding(
        of.source(),
        of.from(),
        of.until(),
        rows,
        quarantined,
        List.of(),
        List.of(),
        List.of(),
        skipped,
        false);
  }

  private static PartitionFinding total(
      @Nullable State before, PartitionFinding now, OffsetSet covered) {
    if (before == null) {
      return now;
    }
    PartitionFinding total = before.total();
    PartitionFinding again = before.again();
    List<OffsetRange> unreported =
        OffsetSet.of(total.unreported())
            .union(OffsetSet.of(now.unreported()))
            .minus(covered)
            .ranges();
    boolean cut = unreported.size() > PartitionFinding.MAX_RANGES;
    return new PartitionFinding(
        now.source(),
        Math.min(total.from(), now.from()),
        Math.max(total.until(), now.until()),
        total.rows() - again.rows() + now.rows(),
        total.quarantined() - again.quarantined() + now.quarantined(),
        now.missing(),
        now.duplicates(),
        cut ? unreported.subList(0, PartitionFinding.MAX_RANGES) : unreported,
        total.skipped() - again.skipped() + now.skipped(),
        now.truncated() || cut);
  }

  /** A table could not be compared; what waits is compared with the next round. */
  void failed(TableId table, String problem) {
    problems.put(table, problem);
  }

  /** A table is gone, or nothing that can be audited. */
  void forget(TableId table) {
    fresh.remove(table);
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
        partitions.values().stream().allMatch(state -> state.guarantee() == Guarantee.EXACTLY_ONCE);
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
