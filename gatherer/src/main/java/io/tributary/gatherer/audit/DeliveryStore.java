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
import java.util.Arrays;
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

  /**
   * With 42 bytes each (two offsets, and what is between them) half of the longest answer that is
   * taken of ClickHouse; the other half is for the names of topics, one for each partition.
   */
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
    String where = where(table, period);
    return create()
        .compose(there -> queries.read(DeliverySql.covered(database, where, MAX_RANGES + 1)))
        .compose(
            covered ->
                queries
                    .read(DeliverySql.rows(database, where, MAX_RANGES + 1))
                    // Megabytes, at times.
                    .compose(
                        rows ->
                            vertx.executeBlocking(() -> delivered(table, covered, rows), false)));
  }

  /** What reports say of one offset: {@code row}, {@code skipped}, or nothing. */
  Future<String> of(TableId table, SourcePartition source, long offset) {
    return create()
        .compose(
            there ->
                queries.read(
                    """
                    SELECT multiIf(countIf(NOT arrayExists((low, high) -> low <= %1$d AND \
                    high >= %1$d, skipped_first, skipped_last)) > 0, 'row', \
                    count() > 0, 'skipped', '') FROM %2$s \
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

  private static String where(TableId table, Period period) {
    Instant from = period.from();
    Instant until = period.until();
    return about(table)
        + (from == null ? "" : " AND reported >= toDateTime(" + from.getEpochSecond() + ")")
        + (until == null ? "" : " AND reported < toDateTime(" + until.getEpochSecond() + ")");
  }

  /** What both answers say together. */
  static Map<SourcePartition, Delivered> delivered(
      TableId table, String coveredLines, String rowsLines) {
    Map<SourcePartition, List<OffsetRange>> covered = new HashMap<>();
    Map<SourcePartition, Guarantee> guarantees = new HashMap<>();
    for (String line : coveredLines.lines().toList()) {
      JsonArray answer = new JsonArray(line);
      covered.put(source(answer), ranges(answer));
      guarantees.put(
          source(answer),
          answer.getInteger(4) == 1 ? Guarantee.EXACTLY_ONCE : Guarantee.AT_LEAST_ONCE);
    }
    Map<SourcePartition, List<OffsetRange>> rows = new HashMap<>();
    for (String line : rowsLines.lines().toList()) {
      JsonArray answer = new JsonArray(line);
      rows.put(source(answer), ranges(answer));
    }
    checkCount(table, covered);
    checkCount(table, rows);
    Map<SourcePartition, Delivered> delivered = new HashMap<>();
    covered.forEach(
        (source, ranges) -> {
          OffsetSet all = OffsetSet.of(ranges);
          OffsetSet skipped = all.minus(OffsetSet.of(rows.getOrDefault(source, List.of())));
          Guarantee guarantee = guarantees.getOrDefault(source, Guarantee.AT_LEAST_ONCE);
          delivered.put(source, new Delivered(all, skipped, guarantee));
        });
    return delivered;
  }

  private static void checkCount(TableId table, Map<SourcePartition, List<OffsetRange>> found) {
    if (found.values().stream().mapToLong(List::size).sum() > MAX_RANGES) {
      throw new AuditProblem(
          422,
          "more than %d ranges were reported for table %s: choose a period with from and to"
              .formatted(MAX_RANGES, table.name()));
    }
  }

  private static SourcePartition source(JsonArray answer) {
    return new SourcePartition(
        answer.getString(0), answer.getInteger(1), Integer.parseUnsignedInt(answer.getString(2)));
  }

  private static List<OffsetRange> ranges(JsonArray answer) {
    return Arrays.stream(answer.getString(3).split(" ", -1))
        .map(
            range -> {
              int dash = range.indexOf('-');
              return new OffsetRange(
                  Long.parseLong(range, 0, dash, 10),
                  Long.parseLong(range, dash + 1, range.length(), 10) - 1);
            })
        .toList();
  }
}
