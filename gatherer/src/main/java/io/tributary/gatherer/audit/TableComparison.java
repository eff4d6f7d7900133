package io.tributary.gatherer.audit;

import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Compares reports about one table with what the table and its quarantine hold: first questions
 * about the numbers of all chunks of offsets, then about those that differ.
 *
 * <p>Bounded: {@link #MAX_SUSPECTS} chunks of a partition are looked at, {@link #AT_ONCE} by one
 * question, so that its answer has at most a quarter of a million lines.
 *
 * <p>Belongs to the auditor's event loop; long answers are read on a worker thread. What cannot be
 * compared is a failed future with an {@link AuditProblem}.
 */
final class TableComparison {
  static final int CHUNK_OFFSETS = 65_536;

  /** With {@link #AT_ONCE} 16 questions about one partition. */
  private static final int MAX_SUSPECTS = 64;

  /** An answer has a line for each of their offsets at worst: 262,144, or 12 MB. */
  private static final int AT_ONCE = 4;

  private final Vertx vertx;
  private final Function<String, Future<String>> queries;
  private final String database;

  /**
   * @param queries the answer to a question, as SQL
   */
  TableComparison(Vertx vertx, Function<String, Future<String>> queries, String database) {
    this.vertx = vertx;
    this.queries = queries;
    this.database = database;
  }

  private record Suspect(PartitionAudit audit, OffsetSet window) {}

  /** Of one comparison. */
  private record Task(ComparisonSql sql, List<PartitionAudit> audits, BooleanSupplier isOver) {}

  /**
   * Compares.
   *
   * @param shapes of the table and its quarantine, by name
   * @param scopes what to compare, one or more
   * @param isOver asked before each question: true to leave over what was not looked at yet
   * @return one for each scope; nothing if something is bad and another table has one of the names
   *     by now, which may be the reason
   */
  Future<Optional<List<Compared>>> compare(
      TableId table,
      Map<String, TableShape> shapes,
      Map<SourcePartition, PartitionAudit.Scope> scopes,
      BooleanSupplier isOver) {
    ComparisonSql sql =
        new ComparisonSql(database, table.name(), Ledger.quarantineOf(table.name(), shapes));
    List<PartitionAudit> audits = new ArrayList<>();
    List<ComparisonSql.Wanted> wanted = new ArrayList<>();
    scopes.forEach(
        (source, scope) -> {
          wanted.add(new ComparisonSql.Wanted(audits.size(), source, scope.windows()));
          audits.add(new PartitionAudit(source, scope, CHUNK_OFFSETS));
        });
    Task task = new Task(sql, audits, isOver);
    return count(task, sql.statements(wanted).iterator())
        .compose(counted -> vertx.executeBlocking(() -> suspects(audits), false))
        .compose(suspects -> look(task, suspects, 0))
        .map(looked -> audits.stream().map(PartitionAudit::compared).toList())
        .compose(found -> isAboutThem(table, shapes, found));
  }

  private Future<Optional<List<Compared>>> isAboutThem(
      TableId table, Map<String, TableShape> shapes, List<Compared> found) {
    boolean isBad =
        found.stream()
            .map(Compared::finding)
            .anyMatch(of -> !of.missing().isEmpty() || !of.duplicates().isEmpty());
    return isBad
        ? queries
            .apply(TableShape.question(database, List.of(table.name())))
            .map(TableShape::read)
            .map(now -> TableShape.areSame(table.name(), shapes, now))
            .map(same -> same ? Optional.of(found) : Optional.empty())
        : Future.succeededFuture(Optional.of(found));
  }

  /** Without all numbers nothing can be told. */
  private Future<Void> count(Task task, Iterator<List<ComparisonSql.Wanted>> statements) {
    if (!statements.hasNext()) {
      return Future.succeededFuture();
    }
    if (task.isOver().getAsBoolean()) {
      return Future.failedFuture(
          new AuditProblem(503, "the comparison took too long: choose a period with from and to"));
    }
    return queries
        .apply(task.sql().counts(statements.next(), CHUNK_OFFSETS))
        .compose(body -> onWorker(() -> counted(task.audits(), body)))
        .compose(counted -> count(task, statements));
  }

  private Future<Void> onWorker(Runnable work) {
    return vertx
        .executeBlocking(
            () -> {
              work.run();
              return true;
            },
            false)
        .mapEmpty();
  }

  private static void counted(List<PartitionAudit> audits, String body) {
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
  }

  private static List<Suspect> suspects(List<PartitionAudit> audits) {
    List<Suspect> suspects = new ArrayList<>();
    for (PartitionAudit audit : audits) {
      audit.suspects(MAX_SUSPECTS).forEach(window -> suspects.add(new Suspect(audit, window)));
    }
    return suspects;
  }

  /** Looks at all suspects from this one on, some at a time. */
  private Future<Void> look(Task task, List<Suspect> suspects, int from) {
    List<Suspect> next = new ArrayList<>();
    int at = from;
    for (; at < suspects.size() && next.size() < AT_ONCE; at++) {
      if (!suspects.get(at).audit().isFull()) {
        next.add(suspects.get(at));
      }
    }
    if (next.isEmpty() || task.isOver().getAsBoolean()) {
      return Future.succeededFuture();
    }
    int rest = at;
    List<ComparisonSql.Wanted> wanted = new ArrayList<>();
    for (Suspect suspect : next) {
      wanted.add(
          new ComparisonSql.Wanted(wanted.size(), suspect.audit().source(), suspect.window()));
    }
    Map<Integer, List<Island>> islands = new HashMap<>();
    return read(task, task.sql().statements(wanted).iterator(), islands)
        .compose(read -> onWorker(() -> seen(next, islands)))
        .compose(seen -> look(task, suspects, rest));
  }

  private Future<Void> read(
      Task task,
      Iterator<List<ComparisonSql.Wanted>> statements,
      Map<Integer, List<Island>> islands) {
    if (!statements.hasNext()) {
      return Future.succeededFuture();
    }
    return queries
        .apply(task.sql().islands(statements.next()))
        .compose(body -> onWorker(() -> read(body, islands)))
        .compose(read -> read(task, statements, islands));
  }

  private static void read(String body, Map<Integer, List<Island>> islands) {
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
  }

  private static void seen(List<Suspect> suspects, Map<Integer, List<Island>> islands) {
    for (int i = 0; i < suspects.size(); i++) {
      Suspect suspect = suspects.get(i);
      suspect.audit().seen(suspect.window(), islands.getOrDefault(i, List.of()));
    }
  }
}
