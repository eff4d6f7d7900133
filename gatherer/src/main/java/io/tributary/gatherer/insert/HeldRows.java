package io.tributary.gatherer.insert;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Counts which rows of an insert a table holds.
 *
 * <p>Any event loop; answers come on the caller's context and never as failed futures.
 */
public final class HeldRows {
  private final ClickHouseClient client;
  private final String database;
  private final Map<String, String> settings;
  private final Duration timeout;

  /**
   * @param database of all tables
   * @param server what it does not know is left out
   * @param timeout of a count
   */
  public HeldRows(
      ClickHouseClient client, String database, ServerSettings server, Duration timeout) {
    this.client = client;
    this.database = database;
    this.settings = HonestReading.settings(server);
    this.timeout = timeout;
  }

  /**
   * How many rows with offsets between the first and the last one of the insert, of its partitions,
   * are in the table; empty when ClickHouse does not tell now.
   */
  public Future<OptionalLong> count(String table, Insert insert) {
    return client
        .query(
            "SELECT toString(count()) FROM "
                + SqlText.table(database, table)
                + " WHERE "
                + InsertGuard.ranges(insert.batches())
                + " FORMAT TabSeparated",
            settings,
            timeout)
        .map(
            answer ->
                answer instanceof QueryAnswer.Result(String body)
                    ? OptionalLong.of(Long.parseLong(body.strip()))
                    : OptionalLong.empty())
        .otherwise(unreadable -> OptionalLong.empty());
  }
}
