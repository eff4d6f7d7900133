package io.tributary.gatherer.schema;

import io.tributary.gatherer.insert.ClickHouseClient;
import io.tributary.gatherer.insert.QueryAnswer;
import io.tributary.gatherer.insert.QueryAnswer.Rejected;
import io.tributary.gatherer.insert.QueryAnswer.Result;
import io.tributary.gatherer.insert.QueryAnswer.Unreachable;
import io.tributary.gatherer.insert.SqlText;
import io.tributary.gatherer.schema.PartsCensus.Answer.Counted;
import io.tributary.gatherer.schema.PartsCensus.Answer.Failed;
import io.tributary.gatherer.table.PartsLimits;
import io.tributary.gatherer.table.PartsReading;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Counts the active parts of tables, all in one query, and knows their limits, which it asks for
 * anew every 30 s and for every table that it has not seen before.
 *
 * <p>Any event loop, one count at a time; answers come on the caller's context and never as failed
 * futures.
 */
public final class PartsCensus {

  /** What became of a count. */
  public sealed interface Answer {

    /** Parts by table; one that has none is missing. */
    record Counted(Map<String, PartsReading> parts) implements Answer {
      public Counted {
        parts = Map.copyOf(parts);
      }
    }

    /** No answer this time, or never: a missing grant says so in the message. */
    record Failed(String message) implements Answer {}
  }

  private static final long LIMITS_NANOS = Duration.ofSeconds(30).toNanos();

  private final ClickHouseClient client;
  private final String database;

  /** Of every table that was ever asked for. */
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(PartsLimits limits, long askedNanos) {}

  public PartsCensus(ClickHouseClient client, String database) {
    this.client = client;
    this.database = database;
  }

  /** Counts the parts of some tables, at least one. */
  public Future<Answer> count(Set<String> tables, long nowNanos) {
    List<String> unknown = tables.stream().filter(table -> !isKnown(table, nowNanos)).toList();
    return unknown.isEmpty()
        ? count(tables)
        : learn(unknown, nowNanos)
            .compose(
                answer ->
                    answer instanceof Result
                        ? count(tables)
                        : Future.succeededFuture(without(answer)));
  }

  private boolean isKnown(String table, long nowNanos) {
    Known limits = known.get(table);
    return limits != null && nowNanos - limits.askedNanos() < LIMITS_NANOS;
  }

  private Future<QueryAnswer> learn(List<String> tables, long nowNanos) {
    return client
        .query(LimitRows.question(database, sql(tables)))
        .map(
            answer -> {
              if (answer instanceof Result(String body)) {
                Map<String, PartsLimits> found = LimitRows.byTable(body);
                PartsLimits none = PartsReading.UNKNOWN.limits();
                tables.forEach(
                    table ->
                        known.put(table, new Known(found.getOrDefault(table, none), nowNanos)));
              }
              return answer;
            });
  }

  private Future<Answer> count(Set<String> tables) {
    return client
        .query(
            "SELECT table, toUInt32(max(n)), toUInt32(sum(n)) FROM (SELECT table, partition_id,"
                + " count() AS n FROM system.parts WHERE active AND database = "
                + SqlText.literal(database)
                + " AND table IN ("
                + sql(tables)
                + ") GROUP BY table, partition_id) GROUP BY table FORMAT JSONCompactEachRow")
        .map(answer -> answer instanceof Result(String body) ? counted(body) : without(answer));
  }

  private static String sql(Collection<String> tables) {
    return tables.stream().map(SqlText::literal).collect(Collectors.joining(", "));
  }

  private Answer counted(String body) {
    Map<String, PartsReading> parts = new HashMap<>();
    for (String line : body.lines().toList()) {
      JsonArray row = new JsonArray(line);
      Known limits = known.get(row.getString(0));
      if (limits != null) {
        parts.put(
            row.getString(0), new PartsReading(row.getLong(1), row.getLong(2), limits.limits()));
      }
    }
    return new Counted(parts);
  }

  private static Answer without(QueryAnswer answer) {
    return switch (answer) {
      case Rejected rejected -> new Failed(rejected.message());
      case Unreachable unreachable -> new Failed(unreachable.message());
      case Result result -> throw new IllegalArgumentException("there is a result");
    };
  }
}
