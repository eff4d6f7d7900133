package io.tributary.gatherer.quarantine;

import io.tributary.gatherer.insert.ClickHouseClient;
import io.tributary.gatherer.insert.QueryAnswer;
import io.tributary.gatherer.insert.QueryAnswer.Rejected;
import io.tributary.gatherer.insert.QueryAnswer.Result;
import io.tributary.gatherer.insert.QueryAnswer.Unreachable;
import io.tributary.gatherer.insert.ServerSettings;
import io.tributary.protocol.quarantine.QuarantineName;
import io.tributary.protocol.quarantine.RecordKey;
import io.tributary.protocol.quarantine.RecordKeys;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks ClickHouse about quarantine tables, and marks their rows. Rows are handed on as the text
 * that ClickHouse answers, a page of them never longer than 16 MiB.
 *
 * <p>Any event loop; answers come on the caller's context, and what cannot be done as a failed
 * future with a {@link RequestProblem}.
 */
final class QuarantineTables {
  /**
   * Of one statement. An answer takes up to three, each of which waits as long for a connection:
   * six of these are shorter than an HTTP connection of the management port may be idle.
   */
  static final Duration TIMEOUT = Duration.ofSeconds(50);

  private static final int MAX_TABLES = 500;

  /** Longer than a statement that names as many records as are named at once. */
  private static final String MAX_QUERY_BYTES = "4194304";

  /** With Base64 and escapes below the longest answer that is taken of ClickHouse. */
  private static final long PAGE_BYTES = 8 << 20;

  private final ClickHouseClient client;
  private final QuarantineSql sql;
  private final ServerSettings server;
  private final Map<String, String> lookSettings;

  QuarantineTables(ClickHouseClient client, QuarantineSql sql, ServerSettings server) {
    this.client = client;
    this.sql = sql;
    this.server = server;
    this.lookSettings = known(Look.SETTINGS);
  }

  /** What could make a table show other rows than it holds. */
  private static final class Look {
    static final Map<String, String> SETTINGS =
        Map.ofEntries(
            Map.entry("wait_end_of_query", "1"),
            Map.entry("max_query_size", MAX_QUERY_BYTES),
            Map.entry("limit", "0"),
            Map.entry("offset", "0"),
            Map.entry("max_result_rows", "0"),
            Map.entry("max_result_bytes", "0"),
            Map.entry("read_overflow_mode", "throw"),
            Map.entry("result_overflow_mode", "throw"),
            Map.entry("distinct_overflow_mode", "throw"),
            Map.entry("timeout_overflow_mode", "throw"),
            Map.entry("set_overflow_mode", "throw"),
            Map.entry("use_query_cache", "0"),
            // A replica that lacks what a quorum has says so instead of showing less.
            Map.entry("select_sequential_consistency", "1"),
            Map.entry("final", "0"));
  }

  private Map<String, String> known(Map<String, String> wanted) {
    Map<String, String> settings = new TreeMap<>(wanted);
    settings
        .keySet()
        .removeIf(name -> !name.equals("wait_end_of_query") && !server.names().contains(name));
    return settings;
  }

  /** How many rows there are, by datasource and reason. */
  Future<String> counts() {
    return ask(sql.tables(MAX_TABLES))
        .compose(
            body -> {
              List<QuarantineShape> tables =
                  body.lines()
                      .map(line -> shape(new JsonArray(line)))
                      .filter(QuarantineShape::isQuarantine)
                      .toList();
              return tables.isEmpty() ? Future.succeededFuture("") : ask(sql.counts(tables));
            });
  }

  private static QuarantineShape shape(JsonArray line) {
    Set<String> columns = new HashSet<>();
    line.getJsonArray(1).forEach(column -> columns.add((String) column));
    return new QuarantineShape(line.getString(0), null, columns);
  }

  /** Rows for people. */
  Future<String> rows(String datasource, RowFilter filter, int limit) {
    return shape(datasource).compose(table -> ask(sql.rows(table.table(), filter, limit)));
  }

  /** The next rows that were not replayed, as many as make a page; empty when there is none. */
  Future<String> values(String datasource, RowFilter filter) {
    return shape(datasource)
        .compose(
            table ->
                ask(sql.sizes(table, filter))
                    .compose(
                        sizes -> {
                          RecordKey last = lastOfPage(sizes);
                          return last == null
                              ? Future.succeededFuture("")
                              : ask(sql.values(table, filter, last));
                        }));
  }

  private static @Nullable RecordKey lastOfPage(String sizes) {
    RecordKey last = null;
    long bytes = 0;
    for (String line : sizes.lines().toList()) {
      JsonArray row = new JsonArray(line);
      bytes += Long.parseLong(row.getString(4));
      if (last != null && bytes > PAGE_BYTES) {
        return last;
      }
      last =
          new RecordKey(
              Integer.parseInt(row.getString(0)),
              Long.parseLong(row.getString(1)),
              row.getString(2),
              Long.parseLong(row.getString(3)));
    }
    return last;
  }

  /** Which of these records the table of the datasource holds. */
  Future<String> present(String datasource, RecordKeys keys) {
    return ask(sql.present(datasource, keys));
  }

  /**
   * The engine of the datasource's table, empty when there is none; fails when rows of its
   * quarantine cannot be replayed, or not now.
   */
  Future<String> checkReplayable(String datasource) {
    return shape(datasource)
        .compose(
            table -> {
              if (!table.canBeMarked()) {
                return Future.failedFuture(
                    new RequestProblem(
                        422,
                        "table %s has the engine %s: rows can be marked as replayed in MergeTree tables only"
                            .formatted(table.table(), table.engine())));
              }
              return server.names().contains("log_comment")
                  ? ask(sql.running(datasource))
                  : Future.succeededFuture("0");
            })
        .compose(
            running ->
                running.strip().equals("0")
                    ? ask(sql.shape(datasource))
                    : Future.failedFuture(
                        new RequestProblem(
                            409,
                            "an insert of an earlier replay into %s still runs; try again when it has ended"
                                .formatted(datasource))))
        .map(QuarantineTables::engine)
        .map(engine -> Objects.requireNonNullElse(engine, ""));
  }

  /** Marks records as replayed; done when every part of the table on this server says so. */
  Future<Void> mark(String datasource, RecordKeys keys) {
    Map<String, String> settings =
        known(Map.of("mutations_sync", "1", "max_query_size", MAX_QUERY_BYTES));
    String statement =
        sql.mark(QuarantineName.of(datasource), keys, System.currentTimeMillis() / 1000);
    return client.query(statement, settings, TIMEOUT).compose(QuarantineTables::body).mapEmpty();
  }

  private Future<QuarantineShape> shape(String datasource) {
    String table = QuarantineName.of(datasource);
    return ask(sql.shape(table))
        .compose(
            body -> {
              QuarantineShape shape =
                  new QuarantineShape(table, engine(body), named(body, "column "));
              if (!shape.isQuarantine()) {
                return Future.failedFuture(
                    new RequestProblem(
                        404,
                        "there is no quarantine of %s: nothing was quarantined yet, or the name is wrong"
                            .formatted(datasource)));
              }
              List<String> lacking = shape.lacking();
              return lacking.isEmpty()
                  ? Future.succeededFuture(shape)
                  : Future.failedFuture(
                      new RequestProblem(
                          422,
                          "table %s was made by an older version and has no column %s: start the datasource's connector, which adds them"
                              .formatted(table, String.join(", ", lacking))));
            });
  }

  private static @Nullable String engine(String body) {
    return named(body, "engine ").stream().findFirst().orElse(null);
  }

  private static Set<String> named(String body, String kind) {
    return body.lines()
        .filter(line -> line.startsWith(kind))
        .map(line -> line.substring(kind.length()))
        .collect(Collectors.toSet());
  }

  private Future<String> ask(String question) {
    return client.query(question, lookSettings, TIMEOUT).compose(QuarantineTables::body);
  }

  private static Future<String> body(QueryAnswer answer) {
    return switch (answer) {
      case Result result -> Future.succeededFuture(result.body());
      case Rejected rejected -> Future.failedFuture(new RequestProblem(422, rejected.message()));
      case Unreachable unreachable ->
          Future.failedFuture(new RequestProblem(503, unreachable.message()));
    };
  }
}
