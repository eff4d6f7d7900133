package io.tributary.gatherer.insert;

import io.tributary.gatherer.table.Batch;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.SourcePartition;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The WHERE of an exactly-once insert.
 *
 * <pre>
 *   WHERE NOT throwIf(now64(3) &gt; &lt;deadline&gt;, '…')                       the insert begins in time
 *     AND NOT throwIf(&lt;uuid of the table of that name now&gt; != '…', '…')   the table is the one described
 *     AND (&lt;topic, run, partition, offset&gt;) NOT IN (SELECT …)             a fill: the row is not there yet
 * </pre>
 *
 * <p>{@code now64} and the uuid are evaluated once, when the statement is analysed, which is after
 * it was registered in {@code system.processes} and after ClickHouse has resolved the target table;
 * {@code throwIf} is evaluated on the first block, before a row is written. So a statement that
 * begins late, or whose table was exchanged before, stores nothing; and a table that is exchanged
 * after that gets no row, since the target is resolved.
 */
final class InsertGuard {

  /** Starts the message of an insert that began after its deadline. */
  static final String DEADLINE = "tributary: the deadline of this insert has passed";

  /** Starts the message of an insert whose table is another one by now. */
  static final String REPLACED = "tributary: the table was replaced";

  /** Partitions that are named one by one; with more, one range of offsets is read for all. */
  private static final int MAX_SOURCES = 500;

  /** In the year 2286, which a DateTime64 can hold; whatever lies behind it is for ever. */
  private static final long LATEST_MILLIS = 10_000_000_000_000L;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private static final String KEY =
      "toString(%s), toUInt32(%s), toInt64(%s), toInt64(%s)"
          .formatted(
              SqlText.identifier(LedgerColumns.TOPIC),
              SqlText.identifier(LedgerColumns.RUN),
              SqlText.identifier(LedgerColumns.PARTITION),
              SqlText.identifier(LedgerColumns.OFFSET));

  private InsertGuard() {}

  /** The clause, with a space in front. */
  static String where(String database, String table, StartCondition condition, Insert insert) {
    String where =
        inTime(condition.deadlineMillis()) + " AND " + isThat(database, table, condition);
    return insert.form() == Insert.Form.FILL
        ? where + " AND " + isMissing(SqlText.table(database, table), insert.batches())
        : where;
  }

  private static String inTime(long deadlineMillis) {
    return " WHERE NOT throwIf(now64(3) > toDateTime64("
        + SqlText.literal(
            TIME.format(Instant.ofEpochMilli(Math.min(deadlineMillis, LATEST_MILLIS))))
        + ", 3, 'UTC'), "
        + SqlText.literal(DEADLINE)
        + ")";
  }

  /** A table that is gone has no uuid, which must not make the condition NULL. */
  private static String isThat(String database, String table, StartCondition condition) {
    return "NOT throwIf(ifNull((SELECT toString(uuid) FROM system.tables WHERE database = "
        + SqlText.literal(database)
        + " AND name = "
        + SqlText.literal(table)
        + "), '') != "
        + SqlText.literal(condition.table().toString())
        + ", "
        + SqlText.literal(REPLACED)
        + ")";
  }

  private static String isMissing(String table, List<Batch> batches) {
    return "("
        + KEY
        + ") NOT IN (SELECT "
        + KEY
        + " FROM "
        + table
        + " WHERE "
        + ranges(batches)
        + ")";
  }

  /** Where the batches' rows may be in the table: all of them, and as little else as is short. */
  static String ranges(List<Batch> batches) {
    Map<SourcePartition, OffsetRange> bySource = new LinkedHashMap<>();
    for (Batch batch : batches) {
      bySource.merge(batch.writer().source(), batch.offsets(), InsertGuard::hull);
    }
    if (bySource.size() > MAX_SOURCES) {
      return "("
          + between(bySource.values().stream().reduce(InsertGuard::hull).orElseThrow())
          + ")";
    }
    return bySource.entrySet().stream()
        .map(entry -> '(' + of(entry.getKey()) + " AND " + between(entry.getValue()) + ')')
        .collect(Collectors.joining(" OR "));
  }

  private static OffsetRange hull(OffsetRange a, OffsetRange b) {
    return new OffsetRange(Math.min(a.first(), b.first()), Math.max(a.last(), b.last()));
  }

  private static String of(SourcePartition source) {
    return "%s = %s AND %s = %s AND %s = %d"
        .formatted(
            SqlText.identifier(LedgerColumns.TOPIC),
            SqlText.literal(source.topic()),
            SqlText.identifier(LedgerColumns.RUN),
            Integer.toUnsignedString(source.run()),
            SqlText.identifier(LedgerColumns.PARTITION),
            source.partition());
  }

  private static String between(OffsetRange offsets) {
    return "%s BETWEEN %d AND %d"
        .formatted(SqlText.identifier(LedgerColumns.OFFSET), offsets.first(), offsets.last());
  }
}
