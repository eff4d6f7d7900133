package io.tributary.gatherer.audit;

import io.tributary.gatherer.insert.SqlText;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The reports, in the table {@value #TABLE} beside those that they are about: one row for each
 * stretch of offsets of a partition that was reported between two rounds.
 *
 * <p>Belongs to the auditor's event loop; what cannot be done is a failed future with an {@link
 * AuditProblem}.
 */
final class DeliveryStore {
  /** Where reports are kept. */
  static final String TABLE = "tributary_deliveries";

  /** Below the longest answer that is taken of ClickHouse. */
  private static final int MAX_RANGES = 200_000;

  private final Vertx vertx;
  private final AuditQueries queries;
  private final String database;
  private final Duration retention;
  private boolean created;

  DeliveryStore(Vertx vertx, AuditQueries queries, String database, Duration retention) {
    this.vertx = vertx;
    this.queries = queries;
    this.database = database;
    this.retention = retention;
  }

  /** When reports came in; null for no bound. */
  record Period(@Nullable Instant from, @Nullable Instant until) {}

  /** Appends these reports; done when they are durable. */
  Future<Void> append(Map<TableId, Map<SourcePartition, Delivered>> reports) {
    List<String> rows = new ArrayList<>();
    reports.forEach(
        (table, partitions) ->
            partitions.forEach((source, delivered) -> rows.addAll(rows(table, source, delivered))));
    if (rows.isEmpty()) {
      return Future.succeededFuture();
    }
    String insert =
        "INSERT INTO "
            + SqlText.table(database, TABLE)
            + " (datasource, table_uuid, topic, partition, run, first, until, skipped_first,"
            + " skipped_last, exactly_once) VALUES "
            + String.join(", ", rows);
    // The table may have been dropped since.
    return create().compose(there -> queries.write(insert)).onFailure(failure -> created = false);
  }

  private Future<Void> create() {
    if (created) {
      return Future.succeededFuture();
    }
    return queries
        .write(
            "CREATE TABLE IF NOT EXISTS "
                + SqlText.table(database, TABLE)
                + " (reported DateTime DEFAULT now(), datasource LowCardinality(String),"
                + " table_uuid UUID, topic LowCardinality(String), partition Int32, run UInt32,"
                + " first UInt64, until UInt64, skipped_first Array(UInt64),"
                + " skipped_last Array(UInt64), exactly_once UInt8) ENGINE = MergeTree"
                + " ORDER BY (datasource, topic, partition, run, first)"
                + " TTL reported + toIntervalSecond("
                + retention.toSeconds()
                + ")")
        .onSuccess(done -> created = true);
  }

  private static List<String> rows(TableId table, SourcePartition source, Delivered delivered) {
    List<String> rows = new ArrayList<>();
    for (OffsetRange range : delivered.covered().ranges()) {
      OffsetSet whole = OffsetSet.between(range.first(), range.last() + 1);
      List<OffsetRange> skipped = delivered.skipped().intersect(whole).ranges();
      rows.add(
          "(%s, '%s', %s, %d, %s, %d, %d, %s, %s, %d)"
              .formatted(
                  SqlText.literal(table.name()),
                  table.uuid(),
                  SqlText.literal(source.topic()),
                  source.partition(),
                  Integer.toUnsignedString(source.run()),
                  range.first(),
                  range.last() + 1,
                  numbers(skipped, OffsetRange::first),
                  numbers(skipped, OffsetRange::last),
                  delivered.guarantee() == Guarantee.EXACTLY_ONCE ? 1 : 0));
    }
    return rows;
  }

  private static String numbers(List<OffsetRange> ranges, ToLongFunction<OffsetRange> number) {
    return ranges.stream()
        .map(range -> Long.toString(number.applyAsLong(range)))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** All reports about a table that came in within a period. */
  Future<Map<SourcePartition, Delivered>> read(TableId table, Period period) {
    return create()
        .compose(there -> queries.read(covered(table, period)))
        .compose(
            covered ->
                queries
                    .read(skipped(table, period))
                    // Megabytes, at times.
                    .compose(
                        skipped ->
                            vertx.executeBlocking(
                                () -> delivered(table, covered, skipped), false)));
  }

  /** What reports say of one offset: {@code row}, {@code skipped}, or nothing. */
  Future<String> of(TableId table, SourcePartition source, long offset) {
    return create()
        .compose(
            there ->
                queries.read(
                    """
                    SELECT if(max(arrayExists((low, high) -> low <= %1$d AND high >= %1$d, \
                    skipped_first, skipped_last)), 'skipped', if(count() > 0, 'row', '')) FROM %2$s \
                    WHERE %3$s AND topic = %4$s AND partition = %5$d AND run = %6$s \
                    AND first <= %1$d AND until > %1$d FORMAT TabSeparated\
                    """
                        .formatted(
                            offset,
                            SqlText.table(database, TABLE),
                            about(table),
                            SqlText.literal(source.topic()),
                            source.partition(),
                            Integer.toUnsignedString(source.run()))))
        .map(String::strip);
  }

  private static String about(TableId table) {
    return "datasource = %s AND table_uuid = '%s'"
        .formatted(SqlText.literal(table.name()), table.uuid());
  }

  private String where(TableId table, Period period) {
    Instant from = period.from();
    Instant until = period.until();
    return about(table)
        + (from == null ? "" : " AND reported >= toDateTime(" + from.getEpochSecond() + ")")
        + (until == null ? "" : " AND reported < toDateTime(" + until.getEpochSecond() + ")");
  }

  /** Joins reports that follow each other or overlap. */
  private String covered(TableId table, Period period) {
    return """
    SELECT topic, partition, toString(run), toString(min(first)), toString(max(until)), \
    min(exactly_once) FROM (SELECT topic, partition, run, first, until, exactly_once, \
    sum(fresh) OVER (PARTITION BY topic, partition, run ORDER BY first, until \
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS island FROM (\
    SELECT topic, partition, run, first, until, exactly_once, \
    first > max(until) OVER (PARTITION BY topic, partition, run ORDER BY first, until \
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS fresh FROM %s WHERE %s\
    )) GROUP BY topic, partition, run, island LIMIT %d FORMAT JSONCompactEachRow\
    """
        .formatted(SqlText.table(database, TABLE), where(table, period), MAX_RANGES + 1);
  }

  private String skipped(TableId table, Period period) {
    return """
    SELECT DISTINCT topic, partition, toString(run), toString(skipped.1), toString(skipped.2) \
    FROM (SELECT topic, partition, run, arrayJoin(arrayZip(skipped_first, skipped_last)) AS \
    skipped FROM %s WHERE %s) LIMIT %d FORMAT JSONCompactEachRow\
    """
        .formatted(SqlText.table(database, TABLE), where(table, period), MAX_RANGES + 1);
  }

  private static Map<SourcePartition, Delivered> delivered(
      TableId table, String coveredLines, String skippedLines) {
    List<String> covered = coveredLines.lines().toList();
    List<String> skipped = skippedLines.lines().toList();
    if (covered.size() > MAX_RANGES || skipped.size() > MAX_RANGES) {
      throw new AuditProblem(
          422,
          "more than %d ranges were reported for table %s: choose a period with from and to"
              .formatted(MAX_RANGES, table.name()));
    }
    Map<SourcePartition, List<OffsetRange>> gaps = new HashMap<>();
    for (String line : skipped) {
      JsonArray row = new JsonArray(line);
      gaps.computeIfAbsent(source(row), first -> new ArrayList<>())
          .add(new OffsetRange(Long.parseLong(row.getString(3)), Long.parseLong(row.getString(4))));
    }
    Map<SourcePartition, List<OffsetRange>> ranges = new HashMap<>();
    Map<SourcePartition, Guarantee> guarantees = new HashMap<>();
    for (String line : covered) {
      JsonArray row = new JsonArray(line);
      SourcePartition source = source(row);
      ranges
          .computeIfAbsent(source, first -> new ArrayList<>())
          .add(
              new OffsetRange(
                  Long.parseLong(row.getString(3)), Long.parseLong(row.getString(4)) - 1));
      guarantees.merge(
          source,
          row.getInteger(5) == 1 ? Guarantee.EXACTLY_ONCE : Guarantee.AT_LEAST_ONCE,
          (a, b) -> a == Guarantee.AT_LEAST_ONCE ? a : b);
    }
    Map<SourcePartition, Delivered> delivered = new HashMap<>();
    ranges.forEach(
        (source, all) ->
            delivered.put(
                source,
                new Delivered(
                    OffsetSet.of(all),
                    OffsetSet.of(gaps.getOrDefault(source, List.of())),
                    guarantees.getOrDefault(source, Guarantee.AT_LEAST_ONCE))));
    return delivered;
  }

  private static SourcePartition source(JsonArray row) {
    return new SourcePartition(
        row.getString(0), row.getInteger(1), Integer.parseUnsignedInt(row.getString(2)));
  }
}
