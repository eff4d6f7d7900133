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
import io.tributary.service.failure.FailureCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes connectors' reports, keeps them in ClickHouse, and compares them with what tables hold:
 * continuously what is new, and all of it when asked.
 *
 * <p><b>Failure semantics.</b> Nothing but knowledge is lost here: delivery goes on whatever fails.
 * Reports that cannot be stored wait for the next round, within a bound; those of a gatherer that
 * dies before it are lost, and their offsets show as unreported, never as missing.
 *
 * <p>Thread: any; works on the event loop on which it was made, one thing after the other.
 */
public final class Auditor {
  private static final Logger log = LoggerFactory.getLogger(Auditor.class);

  /** Of reports, at a stop. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final Context loop;
  private final String database;
  private final AuditSettings settings;
  private final AuditMeters meters;
  private final AuditQueries queries;
  private final DeliveryStore store;
  private final TableComparison comparison;
  private final ReportBuffer buffer;
  private final AuditRounds rounds = new AuditRounds();
  private Map<TableId, Map<SourcePartition, Delivered>> unstored = new HashMap<>();
  private Future<Void> underWay = Future.succeededFuture();
  private @Nullable String storeProblem;
  private boolean complained;

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
    this.comparison = new TableComparison(vertx, queries, database);
    this.buffer = new ReportBuffer(settings.bufferRanges());
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
    loop.runOnContext(
        hop -> {
          if (!buffer.add(new TableId(table, report.table()), report)) {
            meters.lost();
          }
        });
  }

  /** Stores what was reported last; never fails, and takes two seconds at most. */
  public Future<Void> stop() {
    return settings.isOff()
        ? Future.succeededFuture()
        : inTurn(this::storeReports)
            .timeout(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)
            .otherwiseEmpty();
  }

  /** What rounds have found so far. */
  Future<AuditAnswer> found() {
    Promise<AuditAnswer> found = Promise.promise();
    loop.runOnContext(
        hop -> found.complete(new AuditAnswer(rounds.findings(database, storeProblem))));
    return found.future();
  }

  /** Compares all reports about one table that came in within a period, now. */
  Future<AuditAnswer> compare(String table, DeliveryStore.Period period) {
    return inTurn(() -> storeReports().compose(stored -> compareAll(table, period)));
  }

  private Future<AuditAnswer> compareAll(String table, DeliveryStore.Period period) {
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
                              : comparison.compare(id, shapes, whole(delivered)));
            })
        .map(finding -> new AuditAnswer(List.of(withProblem(finding))));
  }

  private TableFinding nothing(String table) {
    return new TableFinding(database, table, Guarantee.EXACTLY_ONCE, null, List.of());
  }

  private TableFinding withProblem(TableFinding finding) {
    return new TableFinding(
        finding.database(),
        finding.table(),
        finding.guarantee(),
        storeProblem,
        finding.partitions());
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
        : inTurn(() -> storeReports().compose(stored -> store.of(table, source, offset)));
  }

  Future<Map<String, TableShape>> shapes(List<String> tables) {
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

  /** Begins when everything before has ended; the answer comes on the caller's context. */
  private <T> Future<T> inTurn(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    loop.runOnContext(
        hop -> {
          Future<T> result = underWay.transform(before -> work.get());
          underWay = result.transform(ended -> Future.succeededFuture());
          result.onComplete(done);
        });
    return done.future();
  }

  private void tick() {
    if (underWay.isComplete()) {
      underWay =
          storeReports()
              .compose(stored -> round())
              .onSuccess(
                  done -> {
                    meters.roundEnded(System.currentTimeMillis() / 1000);
                    found().onSuccess(meters::show);
                  })
              .recover(
                  failure -> {
                    failed(failure);
                    return Future.succeededFuture();
                  });
    }
  }

  /** Never fails: rounds can do without the stored reports. */
  private Future<Void> storeReports() {
    Map<TableId, Map<SourcePartition, Delivered>> news = buffer.take();
    rounds.add(news);
    if (rounds.waitingRanges() > settings.bufferRanges()) {
      rounds.dropWaiting();
      meters.lost();
    }
    AuditRounds writing = new AuditRounds();
    writing.add(unstored);
    writing.add(news);
    unstored = writing.waiting();
    if (writing.waitingRanges() > settings.bufferRanges()) {
      unstored = new HashMap<>();
      meters.lost();
    }
    return store
        .append(unstored)
        .onSuccess(
            stored -> {
              unstored = new HashMap<>();
              storeProblem = null;
              complained = false;
            })
        .recover(
            failure -> {
              storeProblem = "reports cannot be stored: " + failure.getMessage();
              failed(failure);
              return Future.succeededFuture();
            });
  }

  private void failed(Throwable failure) {
    meters.failed();
    if (!complained) {
      complained = true;
      log.warn("{}", FailureCode.AUDIT_FAILED.line("audit: " + failure.getMessage()));
    }
  }

  private Future<Void> round() {
    List<TableId> due = rounds.due();
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
        .compare(table, shapes, scopes)
        .onSuccess(finding -> rounds.compared(table, scopes, finding.partitions()))
        .<Void>mapEmpty()
        .recover(
            failure -> {
              rounds.failed(table, reason(failure));
              failed(failure);
              return Future.succeededFuture();
            });
  }

  private static String reason(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }
}
