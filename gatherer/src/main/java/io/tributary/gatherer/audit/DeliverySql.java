package io.tributary.gatherer.audit;

import io.tributary.gatherer.insert.SqlText;

/**
 * The questions about stored reports, as SQL. Stretches of offsets that follow each other or
 * overlap are joined, and a line has those of one partition, so that names of topics do not make
 * answers long.
 *
 * <p>Pure; any thread.
 */
final class DeliverySql {
  private DeliverySql() {}

  /** What no report skips: the stretches before, between and behind what it skipped. */
  private static final String ROWS =
      """
      SELECT topic, partition, run, stretch.1 AS first, stretch.2 AS until, exactly_once FROM (\
      SELECT topic, partition, run, exactly_once, arrayJoin(arrayZip(\
      arrayPushFront(arrayMap(x -> x + 1, skipped_last), first), \
      arrayPushBack(skipped_first, until))) AS stretch FROM %s WHERE %s\
      ) WHERE stretch.1 < stretch.2\
      """;

  private static final String COVERED =
      "SELECT topic, partition, run, first, until, exactly_once FROM %s WHERE %s";

  /** Offsets that are in a report. */
  static String covered(String database, String where, int most) {
    return joined(COVERED, database, where, most);
  }

  /** Offsets that a report has as rows. */
  static String rows(String database, String where, int most) {
    return joined(ROWS, database, where, most);
  }

  /**
   * Lines of: topic, partition, run, stretches as {@code first-until} with a blank between them, 1
   * if all was sent exactly once.
   *
   * @param most stretches of all partitions together; others are left out
   */
  private static String joined(String stretches, String database, String where, int most) {
    return """
    SELECT topic, partition, toString(run), arrayStringConcat(groupArray(\
    concat(toString(low), '-', toString(high))), ' '), min(exact) FROM (\
    SELECT topic, partition, run, min(first) AS low, max(until) AS high, \
    min(exactly_once) AS exact FROM (\
    SELECT topic, partition, run, first, until, exactly_once, \
    sum(fresh) OVER (PARTITION BY topic, partition, run ORDER BY first, until \
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS island FROM (\
    SELECT topic, partition, run, first, until, exactly_once, \
    first > max(until) OVER (PARTITION BY topic, partition, run ORDER BY first, until \
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS fresh FROM (%s)\
    )) GROUP BY topic, partition, run, island LIMIT %d\
    ) GROUP BY topic, partition, run FORMAT JSONCompactEachRow\
    """
        .formatted(stretches.formatted(SqlText.table(database, DeliveryStore.TABLE), where), most);
  }
}
