package io.tributary.gatherer.ledger;

import io.tributary.gatherer.insert.LedgerColumns;
import io.tributary.gatherer.insert.SqlText;
import io.tributary.protocol.frame.SourcePartition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The question which offsets tables hold, as SQL.
 *
 * <p>Each table is read once for all claims. Offsets become one bitmap for every {@link
 * #CHUNK_OFFSETS} of them, which takes a bit for each and does not mind duplicates; a bitmap
 * without holes is a range at once, another one is split where a number does not follow its
 * predecessor. Ranges that meet at a chunk's border are left to the reader to join. Offsets behind
 * the end of a claim's share make a range without a last one: only the first of them is told.
 *
 * <pre>
 *   offsets of table, of quarantine ─▶ chunks (bitmap) ─▶ ranges ─▶ the first n + 1 of each claim
 *                                                                      ─▶ and the sums of all lines
 * </pre>
 *
 * <p>Pure. The part that reads a table names nothing but columns, so that it does not matter what
 * else the table has.
 */
final class LookQuery {
  static final int CHUNK_OFFSETS = 65_536;

  /**
   * What one claim wants to know.
   *
   * @param from lowest offset of interest
   * @param end offset from which on nothing is of interest
   */
  record Wanted(SourcePartition source, long from, long end) {
    /** All from that offset on. */
    Wanted(SourcePartition source, long from) {
      this(source, from, Long.MAX_VALUE);
    }
  }

  private record Indexed(int index, Wanted wanted) {}

  private record Topic(String name, int run) {}

  private final String database;
  private final LookLimits limits;

  LookQuery(String database, LookLimits limits) {
    this.database = database;
    this.limits = limits;
  }

  /** Names and uuids of those tables that have all the columns of a ledger, a line for each. */
  String ledgers(List<String> tables) {
    return "SELECT name, toString(uuid) FROM system.tables WHERE database = "
        + SqlText.literal(database)
        + " AND name IN ("
        + literals(tables)
        + ") AND name IN (SELECT table FROM system.columns WHERE database = "
        + SqlText.literal(database)
        + " AND table IN ("
        + literals(tables)
        + ") AND name IN ("
        + literals(LedgerColumns.names())
        + ") GROUP BY table HAVING count() = "
        + LedgerColumns.names().size()
        + ") ORDER BY name FORMAT TSVRaw";
  }

  private static String literals(List<String> texts) {
    return texts.stream().map(SqlText::literal).collect(Collectors.joining(", "));
  }

  /**
   * Lines of: index of the claim, first and last offset of a range, 1. Behind an empty line the
   * sums of first, last and 1 over all lines, with any index.
   *
   * @param tables that have the columns of a ledger, one or more
   * @param claims one or more, each of another partition
   */
  String text(List<String> tables, List<Wanted> claims) {
    return """
    SELECT claim, sum(first), sum(last), count() FROM (\
    SELECT claim, bounds.1 AS first, bounds.2 AS last FROM (\
    SELECT claim, arrayJoin(multiIf(\
    chunk < 0, [(lowest, toInt64(-1))], dense, [(lowest, highest)], \
    arrayMap(row -> (chunk * %1$d + row[1], chunk * %1$d + row[-1]), \
    arraySplit((bit, step) -> step != 1, bits, arrayDifference(bits))))) AS bounds FROM (\
    SELECT claim, chunk, lowest, highest, \
    chunk < 0 OR highest - lowest + 1 = bitmapCardinality(seen) AS dense, \
    arraySort(bitmapToArray(bitmapSubsetInRange(\
    seen, toUInt32(0), if(dense, toUInt32(0), toUInt32(%1$d))))) AS bits FROM (\
    SELECT claim, chunk, min(position) AS lowest, max(position) AS highest, \
    groupBitmapState(toUInt32(if(chunk < 0, 0, position %% %1$d))) AS seen FROM (\
    SELECT claim, position, \
    if(position < end, intDiv(position, %1$d), toInt64(-1)) AS chunk FROM (%2$s)\
    ) GROUP BY claim, chunk))) ORDER BY claim, first LIMIT %3$d BY claim\
    ) GROUP BY claim, first WITH TOTALS FORMAT TabSeparated\
    """
        .formatted(CHUNK_OFFSETS, offsets(tables, claims), limits.ranges(claims.size()) + 1);
  }

  private String offsets(List<String> tables, List<Wanted> claims) {
    Map<Topic, List<Indexed>> topics = new LinkedHashMap<>();
    for (int i = 0; i < claims.size(); i++) {
      SourcePartition source = claims.get(i).source();
      topics
          .computeIfAbsent(
              new Topic(source.topic(), source.run()), first -> new ArrayList<Indexed>())
          .add(new Indexed(i, claims.get(i)));
    }
    List<String> selects = new ArrayList<>();
    for (Map.Entry<Topic, List<Indexed>> topic : topics.entrySet()) {
      for (String table : tables) {
        selects.add(offsets(table, topic.getKey(), topic.getValue(), claims.size()));
      }
    }
    return String.join(" UNION ALL ", selects);
  }

  private String offsets(String table, Topic topic, List<Indexed> claims, int all) {
    long highest = claims.stream().mapToLong(claim -> claim.wanted().end()).max().orElse(0);
    String bound =
        claims.stream().allMatch(claim -> claim.wanted().end() == Long.MAX_VALUE)
            ? ""
            : " AND __offset < %d AND toInt64(__offset) < %s"
                .formatted(highest, byPartition(claims, claim -> claim.wanted().end()));
    long lowest = claims.stream().mapToLong(claim -> claim.wanted().from()).min().orElse(0);
    return "SELECT %s AS claim, toInt64(__offset) AS position, %s AS end FROM %s WHERE __topic = %s AND __run = %s AND __partition IN (%s) AND __offset >= %d AND toInt64(__offset) >= %s"
            .formatted(
                byPartition(claims, Indexed::index),
                byPartition(claims, claim -> limits.end(claim.wanted().from(), all)),
                SqlText.table(database, table),
                SqlText.literal(topic.name()),
                Integer.toUnsignedString(topic.run()),
                joined(claims, claim -> claim.wanted().source().partition()),
                lowest,
                byPartition(claims, claim -> claim.wanted().from()))
        + bound;
  }

  private static String byPartition(List<Indexed> claims, Function<Indexed, Number> value) {
    return "transform(toInt64(__partition), %s, %s, toInt64(-1))"
        .formatted(
            numbers(claims, claim -> claim.wanted().source().partition()), numbers(claims, value));
  }

  private static String numbers(List<Indexed> claims, Function<Indexed, Number> value) {
    return "CAST([" + joined(claims, value) + "], 'Array(Int64)')";
  }

  private static String joined(List<Indexed> claims, Function<Indexed, Number> value) {
    return claims.stream()
        .map(claim -> String.valueOf(value.apply(claim)))
        .collect(Collectors.joining(", "));
  }
}
