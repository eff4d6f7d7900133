package io.tributary.gatherer.insert;

import io.tributary.gatherer.insert.QueryAnswer.Rejected;
import io.tributary.gatherer.insert.QueryAnswer.Result;
import io.tributary.gatherer.insert.QueryAnswer.Unreachable;
import io.tributary.service.failure.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Asks ClickHouse which inserts of gatherers run into a table, and ends some.
 *
 * <p>A query is in {@code system.processes} before its {@code now64()} is evaluated and until it
 * can store nothing more; and the time in the answer is evaluated before the list is read. So an
 * insert with a deadline that lies before that time either is in the list, or can store nothing any
 * more.
 *
 * <p>Any event loop; answers come on the caller's context and never as failed futures.
 */
public final class RunningInserts {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final ClickHouseClient client;
  private final String database;
  private final Map<String, String> settings;

  /**
   * @param database of all tables
   * @param server what it does not know is left out
   */
  public RunningInserts(ClickHouseClient client, String database, ServerSettings server) {
    this.client = client;
    this.database = database;
    this.settings = HonestReading.settings(server);
  }

  /** Which inserts run into a table. */
  public Future<TableActivity> ask(String table) {
    return client
        .query(question(database, table), settings, TIMEOUT)
        .map(
            answer ->
                switch (answer) {
                  case Result(String body) -> read(body, database + '.' + table);
                  case Rejected rejected ->
                      new TableActivity.Unseen(FailureCode.CLICKHOUSE_DENIED, rejected.message());
                  case Unreachable unreachable ->
                      new TableActivity.Unseen(unreachable.failure(), unreachable.message());
                });
  }

  /**
   * Asks ClickHouse to end a query. It goes on running for a while: only that it is not among the
   * running ones any more says that it has ended.
   */
  public Future<QueryAnswer> kill(String queryId) {
    return client.query(
        "KILL QUERY WHERE query_id = " + SqlText.literal(queryId) + " ASYNC", Map.of(), TIMEOUT);
  }

  /** One row, whatever runs: an aggregation without keys. */
  static String question(String database, String table) {
    return "SELECT toString(toUnixTimestamp64Milli(now64(3))), groupArray((query_id, comment))"
        + " FROM (SELECT query_id, Settings['log_comment'] AS comment FROM system.processes)"
        + " WHERE startsWith(comment, "
        + SqlText.literal(InsertComment.START)
        + ") AND endsWith(comment, "
        + SqlText.literal(InsertComment.end(database, table))
        + ") FORMAT JSONCompactEachRow";
  }

  private static TableActivity read(String body, String table) {
    JsonArray row = new JsonArray(body);
    List<RunningInsert> inserts = new ArrayList<>();
    for (Object entry : row.getJsonArray(1)) {
      JsonArray query = (JsonArray) entry;
      InsertComment.parse(query.getString(1))
          .filter(comment -> comment.table().equals(table))
          .ifPresent(comment -> inserts.add(new RunningInsert(query.getString(0), comment)));
    }
    return new TableActivity.Seen(Long.parseLong(row.getString(0)), inserts);
  }
}
