package io.tributary.gatherer.insert;

import io.tributary.gatherer.insert.HttpResult.Answer;
import io.tributary.gatherer.insert.InsertOutcome.TableChanged;
import io.tributary.gatherer.insert.InsertOutcome.Unknown;
import io.tributary.gatherer.table.Batch;
import io.tributary.gatherer.table.Payload;
import io.tributary.protocol.table.TableColumn;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one attempt at an {@link Insert}: one statement, one body, one block, one outcome.
 *
 * <p><b>Failure semantics.</b> Only {@link InsertOutcome.Stored} means that the rows are durable;
 * {@link InsertOutcome.Unknown} means that they may be. Nothing is retried here.
 *
 * <p>Any event loop; the outcome comes on the caller's context.
 */
public final class Inserter {

  private static final Logger log = LoggerFactory.getLogger(Inserter.class);

  /** Above every insert's rows, so that one insert makes one block. */
  private static final String BLOCK_ROWS = "1048449";

  private final ClickHouseClient client;
  private final String database;
  private final String gatherer;
  private final UUID incarnation;
  private final Map<String, String> constant;
  private final Map<String, String> exact;
  private final ServerSettings server;
  private volatile InsertWatch watch = (table, insert, queryId) -> {};

  /**
   * An inserter.
   *
   * @param gatherer name, for {@code log_comment}
   * @param server what it does not know is left out
   */
  public Inserter(
      ClickHouseClient client,
      String database,
      String gatherer,
      UUID incarnation,
      ServerSettings server) {
    this.client = client;
    this.database = database;
    this.gatherer = gatherer;
    this.incarnation = incarnation;
    this.server = server;
    this.constant = known(wantedSettings(), server);
    this.exact = known(exactSettings(), server);
  }

  /** Tells of each insert that was stored from now on. */
  public Inserter watchedBy(InsertWatch watcher) {
    watch = watcher;
    return this;
  }

  private static Map<String, String> known(Map<String, String> wanted, ServerSettings server) {
    return wanted.entrySet().stream()
        .filter(setting -> server.names().contains(setting.getKey()))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** A repeat of the same bytes under the same token stores each row once, in views as well. */
  private static Map<String, String> exactSettings() {
    return Map.of(
        "insert_deduplicate", "1",
        "deduplicate_insert", "enable",
        "deduplicate_insert_select", "enable_even_for_bad_queries",
        "deduplicate_blocks_in_dependent_materialized_views", "1");
  }

  private static Map<String, String> wantedSettings() {
    return Map.of(
        "async_insert", "0",
        // A Distributed table answers when the shards have the rows.
        "distributed_foreground_insert", "1",
        "insert_distributed_sync", "1",
        "insert_deduplication_token", "",
        "log_comment", "",
        "max_insert_block_size", BLOCK_ROWS,
        "min_insert_block_size_rows", BLOCK_ROWS,
        // 0 = no flush by bytes: short values take more room as a block than as RowBinary.
        "min_insert_block_size_bytes", "0",
        "max_insert_threads", "1");
  }

  /** One attempt, of rows that may be stored more than once. */
  public Future<InsertOutcome> insert(
      String table, Insert insert, List<TableColumn> columns, PartitionLimit partitions) {
    if (!server.readsInput() && InsertStatement.needsInput(insert.layout())) {
      return Future.succeededFuture(
          new TableChanged(0, "ClickHouse has no table function input, which DEFAULTs need"));
    }
    Text text = new Text(statement(table, insert, columns), Map.of(), () -> false);
    return send(table, insert, text, partitions);
  }

  /** One attempt, which stores nothing unless {@code condition} holds when it begins. */
  public Future<InsertOutcome> insertExactly(
      String table,
      Insert insert,
      List<TableColumn> columns,
      PartitionLimit partitions,
      StartCondition condition) {
    if (!server.readsInput() || !LedgerColumns.areIn(insert.layout())) {
      return Future.succeededFuture(
          new TableChanged(
              0,
              "rows for exactly once need the columns "
                  + String.join(", ", LedgerColumns.names())
                  + " and the table function input"));
    }
    Map<String, String> settings = HonestReading.settings(server);
    settings.putAll(exact);
    String where = InsertGuard.where(database, table, condition, insert);
    String text = InsertStatement.text(database, table, insert.layout(), columns, where);
    return send(table, insert, new Text(text, settings, condition.tooLate()), partitions);
  }

  /** A statement, what it needs of settings beside those of all, and until when it may be sent. */
  private record Text(String statement, Map<String, String> settings, BooleanSupplier tooLate) {}

  private Future<InsertOutcome> send(
      String table, Insert insert, Text text, PartitionLimit partitions) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("query", text.statement());
    parameters.put("wait_end_of_query", "1");
    parameters.putAll(text.settings());
    parameters.putAll(constant);
    parameters.putAll(TypeSettings.of(insert.layout(), server));
    parameters.replace("insert_deduplication_token", insert.token());
    parameters.replace("log_comment", comment(table, insert));
    if (partitions == PartitionLimit.LIFTED) {
      parameters.put("max_partitions_per_insert_block", "0");
    }
    return client
        .insert(parameters, body(insert.batches(), text.tooLate()))
        .map(
            result -> {
              InsertOutcome outcome = outcome(result, table, insert);
              if (outcome instanceof InsertOutcome.Stored && result instanceof Answer answer) {
                watch.stored(table, insert, answer.queryId());
              }
              return outcome;
            });
  }

  private String comment(String table, Insert insert) {
    return new InsertComment(gatherer, incarnation, insert.token(), database + '.' + table)
        .toString();
  }

  private String statement(String table, Insert insert, List<TableColumn> columns) {
    return server.readsInput()
        ? InsertStatement.text(database, table, insert.layout(), columns)
        : InsertStatement.plain(database, table, insert.layout());
  }

  /** The bodies of the batches, whose memory stays until the request has written them. */
  private static HttpExchange.Body body(List<Batch> batches, BooleanSupplier tooLate) {
    List<Payload> payloads = batches.stream().map(Batch::payload).toList();
    payloads.forEach(Payload::retain);
    return new HttpExchange.Body(
        RequestBody.of(payloads), tooLate, () -> payloads.forEach(Payload::release));
  }

  private static InsertOutcome outcome(HttpResult result, String table, Insert insert) {
    return result instanceof Answer answer && answer.status() == 200 && answer.code() == 0
        ? verified(answer.summary(), table, insert)
        : Outcomes.ofFailure(result);
  }

  private static InsertOutcome verified(String summary, String table, Insert insert) {
    long read = number(summary, "read_rows");
    InsertOutcome outcome =
        switch (insert.form()) {
          case FRESH -> Outcomes.ofStored(insert.rows(), read, number(summary, "written_rows"));
          // What was stored before is not written again.
          case REPEAT, FILL -> Outcomes.ofFilled(insert.rows(), read);
        };
    if (outcome instanceof Unknown unknown) {
      log.error("table {}: {}", table, unknown.message());
    }
    return outcome;
  }

  /** A number of the summary, 0 when it has none. */
  private static long number(String summary, String key) {
    try {
      return summary.isEmpty() ? 0 : Long.parseLong(new JsonObject(summary).getString(key, "0"));
    } catch (DecodeException | NumberFormatException | ClassCastException e) {
      return 0;
    }
  }
}
