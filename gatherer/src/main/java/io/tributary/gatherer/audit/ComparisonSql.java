package io.tributary.gatherer.audit;

import io.tributary.gatherer.insert.SqlText;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The questions of a comparison, as SQL. Partitions are told apart by their number in the list that
 * is asked for. Only ledger columns are read, and where the table has its index of offsets only
 * those granules that can have the wanted ones.
 *
 * <p>Pure; any thread.
 */
final class ComparisonSql {
  /** More ranges of one partition are asked for as one from the first to the last. */
  private static final int MAX_RANGES = 200;

  private static final int ROW = 0;
  private static final int QUARANTINED = 1;
  private static final int REPLAYED = 2;

  private final String database;
  private final String table;
  private final @Nullable TableShape quarantine;

  /**
   * @param quarantine null when there is none whose rows say which records they are
   */
  ComparisonSql(String database, String table, @Nullable TableShape quarantine) {
    this.database = database;
    this.table = table;
    this.quarantine = quarantine;
  }

  /** Offsets of one partition. */
  record Wanted(SourcePartition source, OffsetSet offsets) {}

  /**
   * Lines of: number of the partition, number of the chunk, rows, quarantined, replayed, distinct
   * offsets, sum of distances.
   */
  String counts(List<Wanted> wanted, int chunkOffsets) {
    return """
    SELECT source, intDiv(position, %1$d) AS chunk, countIf(place = %3$d), \
    countIf(place = %4$d), countIf(place = %5$d), \
    toUInt64(groupBitmap(toUInt32(position %% %1$d))), \
    sumIf(toUInt64(position %% %1$d), place < %5$d) \
    FROM (%2$s) GROUP BY source, chunk FORMAT TabSeparated\
    """
        .formatted(chunkOffsets, rows(wanted), ROW, QUARANTINED, REPLAYED);
  }

  /** Lines of: number of the partition, first and last offset, name of the kind. */
  String islands(List<Wanted> wanted) {
    return """
    SELECT source, min(position) AS first, max(position), kind FROM (\
    SELECT source, position, kind, position - toInt64(row_number() OVER \
    (PARTITION BY source, kind ORDER BY position)) AS island FROM (\
    SELECT source, position, multiIf(stored + aside > 1, '%2$s', stored = 1, '%3$s', '%4$s') AS kind \
    FROM (SELECT source, position, countIf(place = %5$d) AS stored, countIf(place = %6$d) AS aside \
    FROM (%1$s) GROUP BY source, position))\
    ) GROUP BY source, kind, island ORDER BY source, first FORMAT TabSeparated\
    """
        .formatted(
            rows(wanted),
            Island.Kind.TWICE,
            Island.Kind.ROW,
            Island.Kind.QUARANTINED,
            ROW,
            QUARANTINED);
  }

  private record Topic(String name, int run) {}

  private record Numbered(int number, Wanted wanted) {}

  private String rows(List<Wanted> wanted) {
    Map<Topic, List<Numbered>> topics = new LinkedHashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      SourcePartition source = wanted.get(i).source();
      topics
          .computeIfAbsent(new Topic(source.topic(), source.run()), first -> new ArrayList<>())
          .add(new Numbered(i, wanted.get(i)));
    }
    List<String> selects = new ArrayList<>();
    topics.forEach(
        (topic, partitions) -> {
          selects.add(rows(table, Integer.toString(ROW), topic, partitions));
          if (quarantine != null) {
            String place =
                quarantine.hasReplays()
                    ? "if(isNull(%s), %d, %d)".formatted(TableShape.REPLAYED, QUARANTINED, REPLAYED)
                    : Integer.toString(QUARANTINED);
            selects.add(rows(quarantine.name(), place, topic, partitions));
          }
        });
    return String.join(" UNION ALL ", selects);
  }

  private String rows(String from, String place, Topic topic, List<Numbered> partitions) {
    return "SELECT %s AS source, toInt64(__offset) AS position, toUInt8(%s) AS place FROM %s WHERE __topic = %s AND __run = %s AND (%s)"
        .formatted(
            numbers(partitions),
            place,
            SqlText.table(database, from),
            SqlText.literal(topic.name()),
            Integer.toUnsignedString(topic.run()),
            partitions.stream()
                .map(partition -> condition(partition.wanted()))
                .collect(Collectors.joining(" OR ")));
  }

  /** The number of the row's partition: several entries may be of the same one. */
  private static String numbers(List<Numbered> partitions) {
    StringBuilder sql = new StringBuilder("multiIf(");
    for (Numbered partition : partitions) {
      sql.append(condition(partition.wanted()))
          .append(", ")
          .append(partition.number())
          .append(", ");
    }
    return sql.append("-1)").toString();
  }

  private static String condition(Wanted wanted) {
    List<OffsetRange> ranges = wanted.offsets().ranges();
    if (ranges.size() > MAX_RANGES) {
      ranges = List.of(new OffsetRange(wanted.offsets().first(), wanted.offsets().until() - 1));
    }
    return "(__partition = %d AND (%s))"
        .formatted(
            wanted.source().partition(),
            ranges.stream()
                .map(
                    range ->
                        "(__offset >= %d AND __offset <= %d)"
                            .formatted(range.first(), range.last()))
                .collect(Collectors.joining(" OR ")));
  }
}
