package io.tributary.gatherer.audit;

import io.tributary.gatherer.insert.ClickHouseClient;
import io.tributary.gatherer.insert.ServerSettings;
import io.tributary.gatherer.telemetry.AuditMeters;
import io.tributary.protocol.audit.AuditAnswer;
import io.tributary.protocol.audit.TableFinding;
import io.tributary.protocol.frame.DeliveryReport;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Takes connectors' reports, keeps them in ClickHouse, and compares them with what tables hold:
 * continuously what is new, and all of it when asked.
 *
 * <p><b>Failure semantics.</b> Nothing but knowledge is lost here: delivery goes on whatever fails.
 * Reports that cannot be stored wait for the next round, within a bound; those of a gatherer that
 * dies before it are lost, and their offsets show as unreported, never as missing.
 *
 * <p>Thread: any; works on the event loop on which it was made. Comparisons run one after the other
 * and within a bound of time, and reports are stored meanwhile.
 */
public final class Auditor {
  /** Of reports, at a stop. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /** So many times the timeout of one question a whole comparison may take. */
  private static final int QUESTIONS = 5;

  private final Vertx vertx;
  private final Context loop;
  private final String database;
  private final AuditSettings settings;
  private final AuditMeters meters;
  private final AuditQueries queries;
  private final DeliveryStore store;
  private final TableComparison comparison;
  private final AuditFailures failures;
  private final ReportLog reports;
  private final AuditRounds rounds = new AuditRounds();
  private Future<Void> underWay = Future.succeededFuture();

  /**
   * An auditor that does nothing before {@link #start}.
   *
   * @param client of its own, so that audits hold up no other question
   */
  public Auditor(
      Vertx vertx, ClickHouseClient client, String database, ServerSettings server, Tools tools) {
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.database = database;
    this.settings = tools.settings();
    this.meters = tools.meters();
    this.queries = new AuditQueries(client, server, settings.timeout());
    this.store = new DeliveryStore(vertx, queries, database, settings.retention());
    this.comparison = new TableComparison(vertx, queries::read, database);
    this.failures = new AuditFailures(meters);
    this.reports = new ReportLog(store, rounds, meters, failures, settings.bufferRanges());
  }

  /** Bounds, and where figures go. */
  public record Tools(AuditSettings settings, AuditMeters meters) {}

  /** Begins to compare. */
  public void start() {
    if (!settings.isOff()) {
      loop.runOnContext(
          hop -> {
            long unused = vertx.setPeriodic(settings.interval().toMillis(), tick -> tick());
          });
    }
  }

  /** A connector says what it has settled. */
  public void reported(String table, DeliveryReport report) {
    if (settings.isOff()) {
      return;
    }
    loop.runOnContext(hop -> reports.add(new TableId(table, report.table()), report));
  }

  /** Stores what was reported last; never fails, and takes two seconds at most. */
  public Future<Void> stop() {
    return settings.isOff()
        ? Future.succeededFuture()
        : onLoop(reports::store)
            .timeout(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)
            .otherwiseEmpty();
  }

  /** What rounds have found so far. */
  Future<AuditAnswer> found() {
    return onLoop(
        () ->
            Future.succeededFuture(new AuditAnswer(rounds.findings(database, reports.problem()))));
  }

  /**
   * Compares all reports about one table that came in within a period, now.
   *
   * @param isGone true when nobody waits for the answer any more; any thread
   */
  Future<AuditAnswer> compare(String table, DeliveryStore.Period period, BooleanSupplier isGone) {
    return inTurn(
        () ->
            isGone.getAsBoolean()
                ? Future.failedFuture(new AuditProblem(503, "nobody waits for the answer"))
                : reports.store().compose(stored -> compareAll(table, period, isGone)));
  }

  private Future<AuditAnswer> compareAll(
      String table, DeliveryStore.Period period, BooleanSupplier isGone) {
    BooleanSupplier isLate = deadline();
    return shapes(List.of(table))
        .compose(
            shapes -> {
              TableShape shape = shapes.get(table);
              if (shape == null) {
                throw new AuditProblem(404, "there is no table " + table + " in " + database);
              }
              shape
                  .unfit()
                  .ifPresent(
                      why -> {
                        throw new AuditProblem(422, why);
                      });
              TableId id = new TableId(table, shape.uuid());
              return store
                  .read(id, period)
                  .compose(
                      delivered ->
                          delivered.isEmpty()
                              ? Future.succeededFuture(nothing(table))
                              : compareAll(
                                  id,
                                  shapes,
                                  whole(delivered),
                                  () -> isGone.getAsBoolean() || isLate.getAsBoolean()));
            })
        .map(finding -> new AuditAnswer(List.of(finding)));
  }

  private Future<TableFinding> compareAll(
      TableId table,
      Map<String, TableShape> shapes,
      Map<SourcePartition, PartitionAudit.Scope> scopes,
      BooleanSupplier isOver) {
    return comparison
        .compare(table, shapes, scopes, isOver)
        .map(
            found ->
                found
                    .map(compared -> finding(table, scopes, compared))
                    .orElseThrow(
                        () ->
                            new AuditProblem(
                                503,
                                "table %s was replaced while it was compared: ask again"
                                    .formatted(table.name()))));
  }

  private BooleanSupplier deadline() {
    long begun = System.nanoTime();
    long nanos = settings.timeout().multipliedBy(QUESTIONS).toNanos();
    return () -> System.nanoTime() - begun > nanos;
  }

  private TableFinding finding(
      TableId table, Map<SourcePartition, PartitionAudit.Scope> scopes, List<Compared> found) {
    boolean exact =
        scopes.values().stream()
            .allMatch(scope -> scope.delivered().guarantee() == Guarantee.EXACTLY_ONCE);
    return new TableFinding(
        database,
        table.name(),
        exact ? Guarantee.EXACTLY_ONCE : Guarantee.AT_LEAST_ONCE,
        reports.problem(),
        found.stream().map(Compared::finding).toList());
  }

  private TableFinding nothing(String table) {
    return new TableFinding(database, table, Guarantee.EXACTLY_ONCE, reports.problem(), List.of());
  }

  private static Map<SourcePartition, PartitionAudit.Scope> whole(
      Map<SourcePartition, Delivered> delivered) {
    Map<SourcePartition, PartitionAudit.Scope> scopes = new HashMap<>();
    delivered.forEach(
        (source, of) -> {
          OffsetSet window = OffsetSet.between(of.covered().first(), of.covered().until());
          scopes.put(source, new PartitionAudit.Scope(window, of));
        });
    return scopes;
  }

  /** What reports say of one record. */
  Future<String> reportOf(TableId table, SourcePartition source, long offset) {
    return settings.isOff()
        ? Future.succeededFuture("")
        : onLoop(() -> reports.store().compose(stored -> store.of(table, source, offset)));
  }

  /** A table and its quarantine as they are now. */
  Future<Ledger> ledger(String table) {
    return shapes(List.of(table)).map(shapes -> Ledger.of(table, shapes));
  }

  private Future<Map<String, TableShape>> shapes(List<String> tables) {
    return queries.read(TableShape.question(database, tables)).map(TableShape::read);
  }

  AuditQueries queries() {
    return queries;
  }

  String database() {
    return database;
  }

  boolean isOff() {
    return settings.isOff();
  }

  /** The answer comes on the caller's context. */
  private <T> Future<T> onLoop(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    loop.runOnContext(hop -> work.get().onComplete(done));
    return done.future();
  }

  /** Begins when everything before has ended. */
  private <T> Future<T> inTurn(Supplier<Future<T>> work) {
    return onLoop(
        () -> {
          Future<T> result = underWay.transform(before -> work.get());
          underWay = result.transform(ended -> Future.succeededFuture());
          return result;
        });
  }

  private void tick() {
    Future<Void> stored = reports.isStoring() ? Future.succeededFuture() : reports.store();
    if (underWay.isComplete()) {
      underWay =
          stored
              .compose(done -> round())
              .onSuccess(
                  done -> {
                    meters.roundEnded(System.currentTimeMillis() / 1000);
                    found().onSuccess(meters::show);
                  })
              .recover(
                  failure -> {
                    failures.failed(failure);
                    return Future.succeededFuture();
                  });
    }
  }

  private Future<Void> round() {
    Set<TableId> due = rounds.due();
    if (due.isEmpty()) {
      return Future.succeededFuture();
    }
    return shapes(due.stream().map(TableId::name).distinct().toList())
        .onFailure(failure -> due.forEach(table -> rounds.failed(table, reason(failure))))
        .compose(
            shapes -> {
              Future<Void> all = Future.succeededFuture();
              for (TableId table : due) {
                all = all.compose(before -> round(table, shapes));
              }
              return all;
            });
  }

  private Future<Void> round(TableId table, Map<String, TableShape> shapes) {
    TableShape shape = shapes.get(table.name());
    if (shape == null || !shape.uuid().equals(table.uuid()) || shape.unfit().isPresent()) {
      rounds.forget(table);
      return Future.succeededFuture();
    }
    Map<SourcePartition, PartitionAudit.Scope> scopes = rounds.scopes(table);
    return comparison
        .compare(table, shapes, scopes, deadline())
        // Otherwise the next round finds another table, and forgets this one.
        .onSuccess(found -> found.ifPresent(compared -> rounds.compared(table, scopes, compared)))
        .<Void>mapEmpty()
        .recover(
            failure -> {
              rounds.failed(table, reason(failure));
              failures.failed(failure);
              return Future.succeededFuture();
            });
  }

  private static String reason(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }
}
