package io.tributary.gatherer.ledger;

import io.tributary.gatherer.insert.ClickHouseClient;
import io.tributary.gatherer.insert.HonestReading;
import io.tributary.gatherer.insert.LedgerColumns;
import io.tributary.gatherer.insert.QueryAnswer;
import io.tributary.gatherer.insert.ServerSettings;
import io.tributary.gatherer.ledger.LookQuery.Wanted;
import io.tributary.protocol.quarantine.QuarantineName;
import io.tributary.service.failure.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Reads which offsets a table and its quarantine hold.
 *
 * <p>Any event loop; answers come on the caller's context and never as failed futures. An answer of
 * megabytes is read on a worker thread.
 */
public final class Look {
  /** Beyond it the server puts what it has collected on disk. */
  private static final String MEMORY_BYTES = Long.toString(1L << 30);

  // Timeout exceeded, too slow, memory limit exceeded.
  private static final Set<Integer> TOO_MUCH = Set.of(159, 160, 241);

  private final Vertx vertx;
  private final ClickHouseClient client;
  private final LookQuery query;
  private final LookLimits limits;
  private final Map<String, String> settings;
  private final Duration timeout;

  /**
   * @param client of its own, so that looks hold up no other question
   * @param server what it does not know is left out
   * @param timeout of one look
   */
  public Look(
      Vertx vertx,
      ClickHouseClient client,
      String database,
      ServerSettings server,
      Duration timeout) {
    this(vertx, client, new Scope(database, LookLimits.STANDARD), server, timeout);
  }

  /** Where to look, and how far. */
  record Scope(String database, LookLimits limits) {}

  Look(Vertx vertx, ClickHouseClient client, Scope scope, ServerSettings server, Duration timeout) {
    this.vertx = vertx;
    this.client = client;
    this.query = new LookQuery(scope.database(), scope.limits());
    this.limits = scope.limits();
    this.settings = settings(server, timeout);
    this.timeout = timeout;
  }

  private static Map<String, String> settings(ServerSettings server, Duration timeout) {
    Map<String, String> settings = new HashMap<>();
    // The client gives up first; nobody is to read for nobody.
    settings.put("max_execution_time", Long.toString(timeout.toSeconds() + 1));
    settings.put("cancel_http_readonly_queries_on_client_close", "1");
    settings.put("max_bytes_before_external_group_by", MEMORY_BYTES);
    settings.put("max_bytes_before_external_sort", MEMORY_BYTES);
    settings.keySet().retainAll(server.names());
    settings.putAll(HonestReading.settings(server));
    // Not a setting of ClickHouse: an error in the middle of the answer is told as one.
    settings.put("wait_end_of_query", "1");
    return Map.copyOf(settings);
  }

  /**
   * Looks once for all claims.
   *
   * @param claims one or more, each of another partition
   */
  Future<LookAnswer> look(String table, List<Wanted> claims) {
    String question = query.ledgers(List.of(table, QuarantineName.of(table)));
    return ask(
        question,
        before -> {
          Map<String, UUID> ledgers = ledgers(before);
          UUID uuid = ledgers.get(table);
          return uuid == null
              ? Future.succeededFuture(
                  new LookAnswer.Refused(
                      FailureCode.TABLE_UNFIT.tag(
                          "it is not there, or lacks one of the columns "
                              + String.join(", ", LedgerColumns.names()))))
              : offsets(List.copyOf(ledgers.keySet()), uuid, claims)
                  .compose(
                      seen ->
                          ask(
                              question,
                              after -> Future.succeededFuture(same(seen, before, after))));
        });
  }

  private static Map<String, UUID> ledgers(String body) {
    Map<String, UUID> ledgers = new LinkedHashMap<>();
    for (String line : body.lines().toList()) {
      int tab = line.lastIndexOf('\t');
      ledgers.put(line.substring(0, tab), UUID.fromString(line.substring(tab + 1)));
    }
    return ledgers;
  }

  /** What was seen, unless some of it may be another table's. */
  private static LookAnswer same(LookAnswer seen, String before, String after) {
    return before.equals(after)
        ? seen
        : new LookAnswer.Unseen("the table was replaced while it was looked at");
  }

  private Future<LookAnswer> offsets(List<String> tables, UUID table, List<Wanted> claims) {
    return ask(
        query.text(tables, claims),
        body ->
            vertx.executeBlocking(
                () -> LookAnswer.read(body, table, claims, limits.ranges(claims.size())), false));
  }

  private Future<LookAnswer> ask(String sql, Function<String, Future<LookAnswer>> next) {
    long began = System.nanoTime();
    return client
        .query(sql, settings, timeout)
        .compose(
            answer ->
                switch (answer) {
                  case QueryAnswer.Result(String body) -> next.apply(body);
                  case QueryAnswer.Rejected rejected ->
                      Future.succeededFuture(
                          new LookAnswer.Refused(
                              FailureCode.CLICKHOUSE_DENIED.tag(rejected.message())));
                  case QueryAnswer.Unreachable(int code, String message)
                      when TOO_MUCH.contains(code)
                          || (code == 0 && System.nanoTime() - began >= timeout.toNanos()) ->
                      Future.succeededFuture(new LookAnswer.TooMuch(message));
                  case QueryAnswer.Unreachable unreachable ->
                      Future.succeededFuture(
                          new LookAnswer.Unseen(unreachable.failure(), unreachable.message()));
                });
  }
}
