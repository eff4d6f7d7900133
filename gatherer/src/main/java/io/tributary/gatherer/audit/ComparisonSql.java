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
 * The questions of a comparison, as SQL. Offsets are told apart by a number. Quarantined rows that
 * were replayed are left out. Only ledger columns are read, and where the table has its index of
 * offsets only those granules that can have the wanted ones.
 *
 * <p>Pure; any thread.
 */
final class ComparisonSql {
  /**
   * How many ranges of one partition are asked for at once; with the longest numbers their text,
   * which is in a statement four times, is half of what a statement may have.
   */
  private static final int MAX_RANGES = 200;

  /**
   * So many characters one statement has at most, but for the few around its ranges: half of
   * ClickHouse's max_query_size of 256 KiB, and with the shortest ranges, of 33 characters and ten
   * elements, 40,000 of its max_ast_elements of 50,000.
   */
  static final int MAX_CHARACTERS = 128 * 1024;

  /** What a statement has for each topic besides ranges and names. */
  private static final int FRAME_CHARACTERS = 300;

  private static final int ROW = 0;
  private static final int QUARANTINED = 1;

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

  /**
   * Offsets of one partition.
   *
   * @param number by which they are told apart in the answer
   */
  record Wanted(int number, SourcePartition source, OffsetSet offsets) {}

  /** The same offsets, so that those of each list fit into one statement. */
  List<List<Wanted>> statements(List<Wanted> wanted) {
    List<List<Wanted>> statements = new ArrayList<>();
    List<Wanted> current = new ArrayList<>();
    long characters = 0;
    for (Wanted piece : pieces(wanted)) {
      long more = characters(piece);
      if (!current.isEmpty() && characters + more > MAX_CHARACTERS) {
        statements.add(current);
        current = new ArrayList<>();
        characters = 0;
      }
      current.add(piece);
      characters += more;
    }
    if (!current.isEmpty()) {
      statements.add(current);
    }
    return statements;
  }

  private static List<Wanted> pieces(List<Wanted> wanted) {
    List<Wanted> pieces = new ArrayList<>();
    for (Wanted whole : wanted) {
      List<OffsetRange> ranges = whole.offsets().ranges();
      for (int at = 0; at < ranges.size(); at += MAX_RANGES) {
        List<OffsetRange> some = ranges.subList(at, Math.min(at + MAX_RANGES, ranges.size()));
        pieces.add(new Wanted(whole.number(), whole.source(), OffsetSet.of(some)));
      }
    }
    return pieces;
  }

  /** Of the table and of the quarantine, each with the condition twice. */
  private long characters(Wanted piece) {
    return 4L * (condition(piece).length() + 4)
        + 2L * Integer.toString(piece.number()).length()
        + 2L * FRAME_CHARACTERS
        + 2L * SqlText.literal(piece.source().topic()).length()
        + 2L * SqlText.table(database, table).length();
  }

  /**
   * Lines of: number, number of the chunk, rows, quarantined, distinct offsets of rows, distinct
   * offsets of both, sum of distances.
   */
  String counts(List<Wanted> wanted, int chunkOffsets) {
    return """
    SELECT source, intDiv(position, %1$d) AS chunk, countIf(place = %3$d), \
    countIf(place = %4$d), \
    toUInt64(groupBitmapIf(toUInt32(position %% %1$d), place = %3$d)), \
    toUInt64(groupBitmap(toUInt32(position %% %1$d))), \
    sum(toUInt64(position %% %1$d)) \
    FROM (%2$s) GROUP BY source, chunk FORMAT TabSeparated\
    """
        .formatted(chunkOffsets, rows(wanted), ROW, QUARANTINED);
  }

  /** Lines of: number, first and last offset, name of the kind. */
  String islands(List<Wanted> wanted) {
    return """
    SELECT source, min(position) AS first, max(position), kind FROM (\
    SELECT source, position, kind, position - toInt64(row_number() OVER \
    (PARTITION BY source, kind ORDER BY position)) AS island FROM (\
    SELECT source, position, multiIf(stored = 0, if(aside = 1, '%2$s', '%3$s'), \
    stored + aside = 1, '%4$s', '%5$s') AS kind \
    FROM (SELECT source, position, countIf(place = %6$d) AS stored, countIf(place = %7$d) AS aside \
    FROM (%1$s) GROUP BY source, position))\
    ) GROUP BY source, kind, island ORDER BY source, first FORMAT TabSeparated\
    """
        .formatted(
            rows(wanted),
            Island.Kind.QUARANTINED,
            Island.Kind.QUARANTINED_TWICE,
            Island.Kind.ROW,
            Island.Kind.TWICE,
            ROW,
            QUARANTINED);
  }

  private record Topic(String name, int run) {}

  private String rows(List<Wanted> wanted) {
    Map<Topic, List<Wanted>> topics = new LinkedHashMap<>();
    for (Wanted piece : wanted) {
      Topic topic = new Topic(piece.source().topic(), piece.source().run());
      topics.computeIfAbsent(topic, first -> new ArrayList<>()).add(piece);
    }
    List<String> selects = new ArrayList<>();
    topics.forEach(
        (topic, partitions) -> {
          selects.add(rows(table, ROW, topic, partitions));
          if (quarantine != null) {
            // A replayed record is held by its row, or lost with it.
            String held =
                quarantine.hasReplays() ? " AND isNull(%s)".formatted(TableShape.REPLAYED) : "";
            selects.add(rows(quarantine.name(), QUARANTINED, topic, partitions) + held);
          }
        });
    return String.join(" UNION ALL ", selects);
  }

  private String rows(String from, int place, Topic topic, List<Wanted> partitions) {
    return "SELECT %s AS source, toInt64(__offset) AS position, toUInt8(%d) AS place FROM %s WHERE __topic = %s AND __run = %s AND (%s)"
        .formatted(
            numbers(partitions),
            place,
            SqlText.table(database, from),
            SqlText.literal(topic.name()),
            Integer.toUnsignedString(topic.run()),
            partitions.stream().map(ComparisonSql::condition).collect(Collectors.joining(" OR ")));
  }

  /** The number of the row's offsets: several entries may be of the same partition. */
  private static String numbers(List<Wanted> partitions) {
    StringBuilder sql = new StringBuilder("multiIf(");
    for (Wanted partition : partitions) {
      sql.append(condition(partition)).append(", ").append(partition.number()).append(", ");
    }
    return sql.append("-1)").toString();
  }

  private static String condition(Wanted wanted) {
    return "(__partition = %d AND (%s))"
        .formatted(
            wanted.source().partition(),
            wanted.offsets().ranges().stream()
                .map(
                    range ->
                        "(__offset >= %d AND __offset <= %d)"
                            .formatted(range.first(), range.last()))
                .collect(Collectors.joining(" OR ")));
  }
}
