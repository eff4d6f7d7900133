package io.tributary.gatherer.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.ledger.LookQuery.Wanted;
import io.tributary.protocol.frame.SourcePartition;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LookQueryTest {
  private static final LookQuery QUERY = new LookQuery("d`b", new LookLimits(100, 300, 900));

  private static Wanted wanted(String topic, int partition, long from) {
    return new Wanted(new SourcePartition(topic, partition, -1), from);
  }

  @Test
  void namesAndTopicsAreNeverReadAsSql() {
    String sql = QUERY.text(List.of("t`"), List.of(wanted("to'pic", 0, 0)));
    assertTrue(sql.contains(" FROM `d\\`b`.`t\\`` WHERE __topic = 'to\\'pic'"), sql);
    assertTrue(QUERY.ledgers(List.of("a'")).contains("'d`b' AND table IN ('a\\'')"));
  }

  @Test
  void aTableIsReadOnceForAllPartitionsOfATopic() {
    String sql =
        QUERY.text(
            List.of("t", "t_quarantine"),
            List.of(wanted("a", 3, 50), wanted("a", 4, 40), wanted("b", 3, 1)));
    assertEquals(4, sql.split(" WHERE __topic = ", -1).length - 1, sql);
    assertTrue(
        sql.contains(
            "__topic = 'a' AND __run = 4294967295 AND __partition IN (3, 4) AND __offset >= 40"
                + " AND toInt64(__offset) >= transform(toInt64(__partition), CAST([3, 4],"
                + " 'Array(Int64)'), CAST([50, 40], 'Array(Int64)'), toInt64(-1))"),
        sql);
  }

  @Test
  void aLookMayEndEarly() {
    String sql =
        QUERY.text(List.of("t"), List.of(new Wanted(new SourcePartition("a", 3, 1), 50, 90)));
    assertTrue(
        sql.contains(
            " AND __offset < 90 AND toInt64(__offset) < transform(toInt64(__partition),"
                + " CAST([3], 'Array(Int64)'), CAST([90], 'Array(Int64)'), toInt64(-1))"),
        sql);
  }

  @Test
  void claimsShareTheLimits() {
    LookLimits limits = new LookLimits(100, 300, 900);
    assertEquals(100, limits.ranges(1));
    assertEquals(75, limits.ranges(4));
    assertEquals(1, limits.ranges(1_000));
    assertEquals(910, limits.end(10, 1));
    assertEquals(235, limits.end(10, 4));
    assertEquals(11, limits.end(10, 1_000));
    assertEquals(Long.MAX_VALUE, limits.end(Long.MAX_VALUE - 5, 1));
    String sql = QUERY.text(List.of("t"), List.of(wanted("a", 0, 10), wanted("a", 1, 10)));
    assertTrue(sql.contains("LIMIT 101 BY claim"), sql);
    assertTrue(sql.contains("CAST([460, 460], 'Array(Int64)')"), sql);
  }
}
