package io.tributary.gatherer.audit;

import io.tributary.gatherer.insert.ClickHouseClient;
import io.tributary.gatherer.insert.HonestReading;
import io.tributary.gatherer.insert.QueryAnswer;
import io.tributary.gatherer.insert.ServerSettings;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * ClickHouse, as the auditor asks it: within its bounds, and seeing all rows there are.
 *
 * <p>Any event loop; answers come on the caller's context, and what cannot be answered as a failed
 * future with an {@link AuditProblem}.
 */
final class AuditQueries {
  /** Beyond it the server puts what it has collected on disk. */
  private static final String MEMORY_BYTES = Long.toString(1L << 30);

  /** An audit can wait; rows cannot. */
  private static final String THREADS = "2";

  private static final String DELETED_MASK = "apply_deleted_mask";

  private final ClickHouseClient client;
  private final Duration timeout;
  private final Map<String, String> reading;
  private final Map<String, String> looking;
  private final Map<String, String> writing;

  AuditQueries(ClickHouseClient client, ServerSettings server, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
    Map<String, String> settings = new HashMap<>(HonestReading.settings(server));
    // The client gives up first; nobody is to read for nobody.
    settings.put("max_execution_time", Long.toString(timeout.toSeconds() + 1));
    settings.put("cancel_http_readonly_queries_on_client_close", "1");
    settings.put("max_bytes_before_external_group_by", MEMORY_BYTES);
    settings.put("max_bytes_before_external_sort", MEMORY_BYTES);
    settings.put("max_threads", THREADS);
    // A row that a lightweight DELETE has marked is gone for whoever reads the table.
    settings.put(DELETED_MASK, "1");
    settings.keySet().retainAll(server.names());
    // Not a setting of ClickHouse: an error in the middle of the answer is told as one.
    settings.put("wait_end_of_query", "1");
    this.reading = Map.copyOf(settings);
    settings.computeIfPresent(DELETED_MASK, (name, on) -> "0");
    this.looking = Map.copyOf(settings);
    Map<String, String> insert = new HashMap<>(Map.of("async_insert", "0"));
    insert.keySet().retainAll(server.names());
    this.writing = Map.copyOf(insert);
  }

  /** The body of the answer to a question. */
  Future<String> read(String sql) {
    return client.query(sql, reading, timeout).compose(AuditQueries::body);
  }

  /** The same with the rows that a lightweight DELETE has marked, as a takeover's look has it. */
  Future<String> look(String sql) {
    return client.query(sql, looking, timeout).compose(AuditQueries::body);
  }

  /** Runs a statement that changes something. */
  Future<Void> write(String sql) {
    return client.query(sql, writing, timeout).compose(AuditQueries::body).mapEmpty();
  }

  private static Future<String> body(QueryAnswer answer) {
    return switch (answer) {
      case QueryAnswer.Result(String body) -> Future.succeededFuture(body);
      case QueryAnswer.Rejected rejected ->
          Future.failedFuture(new AuditProblem(503, rejected.message()));
      case QueryAnswer.Unreachable unreachable ->
          Future.failedFuture(new AuditProblem(503, unreachable.message()));
    };
  }
}
