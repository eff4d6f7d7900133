package io.tributary.gatherer.audit;

import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.audit.TableFinding;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.quarantine.QuarantineName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares reports about one table with what the table and its quarantine hold: one question about
 * all chunks of offsets, and further ones about those that differ.
 *
 * <p>Bounded: {@link #MAX_SUSPECTS} chunks of a partition are looked at, {@link #AT_ONCE} by one
 * question, so that its answer has at most a quarter of a million lines.
 *
 * <p>Belongs to the auditor's event loop; long answers are read on a worker thread. What cannot be
 * compared is a failed future with an {@link AuditProblem}.
 */
final class TableComparison {
  static final int CHUNK_OFFSETS = 65_536;
  private static final int MAX_SUSPECTS = 64;
  private static final int AT_ONCE = 4;

  private final Vertx vertx;
  private final AuditQueries queries;
  private final String database;

  TableComparison(Vertx vertx, AuditQueries queries, String database) {
    this.vertx = vertx;
    this.queries = queries;
    this.database = database;
  }

  private record Suspect(PartitionAudit audit, OffsetSet window) {}

  /**
   * Compares.
   *
   * @param shapes of the table and its quarantine, by name
   * @param scopes what to compare, one or more
   */
  Future<TableFinding> compare(
      TableId table,
      Map<String, TableShape> shapes,
      Map<SourcePartition, PartitionAudit.Scope> scopes) {
    TableShape aside = shapes.get(QuarantineName.of(table.name()));
    ComparisonSql sql =
        new ComparisonSql(database, table.name(), aside != null && aside.isLedger() ? aside : null);
    List<PartitionAudit> audits = new ArrayList<>();
    scopes.forEach((source, scope) -> audits.add(new PartitionAudit(source, scope, CHUNK_OFFSETS)));
    List<ComparisonSql.Wanted> all =
        audits.stream()
            .map(audit -> new ComparisonSql.Wanted(audit.source(), audit.scope().windows()))
            .toList();
    return queries
        .read(sql.counts(all, CHUNK_OFFSETS))
        .compose(body -> vertx.executeBlocking(() -> suspects(audits, body), false))
        .compose(suspects -> look(sql, suspects, 0))
        .map(looked -> finding(table, scopes, audits));
  }

  private static List<Suspect> suspects(List<PartitionAudit> audits, String body) {
    for (String line : body.lines().toList()) {
      String[] fields = line.split("\t", -1);
      int source = Integer.parseInt(fields[0]);
      if (source >= 0) {
        audits
            .get(source)
            .counted(
                new ChunkCount(
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[2]),
                    Long.parseLong(fields[3]),
                    Long.parseLong(fields[4]),
                    Long.parseLong(fields[5]),
                    Long.parseUnsignedLong(fields[6])));
      }
    }
    List<Suspect> suspects = new ArrayList<>();
    for (PartitionAudit audit : audits) {
      audit.suspects(MAX_SUSPECTS).forEach(window -> suspects.add(new Suspect(audit, window)));
    }
    return suspects;
  }

  /** Looks at all suspects from this one on, some at a time. */
  private Future<Void> look(ComparisonSql sql, List<Suspect> suspects, int from) {
    List<Suspect> next = new ArrayList<>();
    int at = from;
    for (; at < suspects.size() && next.size() < AT_ONCE; at++) {
      Suspect suspect = suspects.get(at);
      if (suspect.audit().isFull()) {
        suspect.audit().truncate();
      } else {
        next.add(suspect);
      }
    }
    if (next.isEmpty()) {
      return Future.succeededFuture();
    }
    int rest = at;
    List<ComparisonSql.Wanted> wanted =
        next.stream()
            .map(suspect -> new ComparisonSql.Wanted(suspect.audit().source(), suspect.window()))
            .toList();
    return queries
        .read(sql.islands(wanted))
        .compose(
            body ->
                vertx.executeBlocking(
                    () -> {
                      seen(next, body);
                      return body.length();
                    },
                    false))
        .compose(length -> look(sql, suspects, rest));
  }

  private static void seen(List<Suspect> suspects, String body) {
    Map<Integer, List<Island>> islands = new HashMap<>();
    for (String line : body.lines().toList()) {
      String[] fields = line.split("\t", -1);
      islands
          .computeIfAbsent(Integer.parseInt(fields[0]), first -> new ArrayList<>())
          .add(
              new Island(
                  Long.parseLong(fields[1]),
                  Long.parseLong(fields[2]),
                  Island.Kind.valueOf(fields[3])));
    }
    for (int i = 0; i < suspects.size(); i++) {
      Suspect suspect = suspects.get(i);
      suspect.audit().seen(suspect.window(), islands.getOrDefault(i, List.of()));
    }
  }

  private TableFinding finding(
      TableId table,
      Map<SourcePartition, PartitionAudit.Scope> scopes,
      List<PartitionAudit> audits) {
    boolean exact =
        scopes.values().stream()
            .allMatch(scope -> scope.delivered().guarantee() == Guarantee.EXACTLY_ONCE);
    List<PartitionFinding> findings = audits.stream().map(PartitionAudit::finding).toList();
    return new TableFinding(
        database,
        table.name(),
        exact ? Guarantee.EXACTLY_ONCE : Guarantee.AT_LEAST_ONCE,
        null,
        findings);
  }
}
