package io.tributary.gatherer.quarantine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.quarantine.RecordKey;
import io.tributary.protocol.quarantine.RecordKeys;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuarantineSqlTest {
  private static final QuarantineSql SQL = new QuarantineSql("d`b");
  private static final RowFilter ALL = new RowFilter(null, null, null, null, null);

  @Test
  void namesAreQuotedAndTextsEscaped() {
    RowFilter odd = new RowFilter("it's \\", null, null, null, new RecordKey(1, 2, "t'x", 3));
    String sql = SQL.rows("t`_quarantine", odd, 5);
    assertTrue(sql.contains(" FROM `d\\`b`.`t\\`_quarantine` WHERE "), sql);
    assertTrue(sql.contains("(c__reason = 'it\\'s \\\\')"), sql);
    assertTrue(sql.contains("> (1, 2, 't\\'x', 3))"), sql);
  }

  @Test
  void filtersAreJoined() {
    RowFilter filter = new RowFilter("type error", 3, 10L, 20L, null);
    assertEquals(
        List.of(
            "(c__reason = 'type error')",
            "(__partition = 3)",
            "(__offset >= 10)",
            "(__offset <= 20)"),
        filter.conditions());
    assertFalse(SQL.rows("t_quarantine", ALL, 5).contains("WHERE"));
  }

  @Test
  void onlyWhatWaitsIsReplayed() {
    QuarantineShape plain = new QuarantineShape("t_quarantine", "MergeTree", Set.of());
    String sizes = SQL.sizes(plain, ALL);
    assertTrue(sizes.contains("WHERE (isNull(c__replayed)) ORDER BY"), sizes);
    assertFalse(sizes.contains("__headers"), sizes);
    String values = SQL.values(plain, ALL, new RecordKey(1, 2, "t", 3));
    assertTrue(
        values.contains(
            "(isNull(c__replayed)) AND (__partition <= 1) AND ((__partition, __offset, __topic,"
                + " __run) <= (1, 2, 't', 3))"),
        values);
    assertFalse(values.contains("AS headers"), values);
  }

  @Test
  void recordsOfATopicAreNamedTogether() {
    RecordKeys keys =
        RecordKeys.of(
            List.of(
                new RecordKey(0, 5, "t", 9),
                new RecordKey(0, 6, "t", 9),
                new RecordKey(2, 5, "t", 9),
                new RecordKey(1, 5, "u'", 9)));
    assertEquals(
        "ALTER TABLE `d\\`b`.`t_quarantine` UPDATE c__replayed = toDateTime(1700000000) WHERE"
            + " isNull(c__replayed) AND ((__topic = 't' AND __run = 9 AND (__partition, __offset)"
            + " IN ((0, 5), (0, 6), (2, 5))) OR (__topic = 'u\\'' AND __run = 9 AND (__partition,"
            + " __offset) IN ((1, 5))))",
        SQL.mark("t_quarantine", keys, 1_700_000_000));
  }

  @Test
  void tableOfAnOlderVersionIsCountedWithoutReasons() {
    Set<String> columns = Set.of("__offset", "c__error", "insertion_date", "c__value_length");
    QuarantineShape old = new QuarantineShape("t_quarantine", "MergeTree", columns);
    assertTrue(old.isQuarantine());
    assertEquals(
        List.of(
            "c__tombstone",
            "c__key_length",
            "c__headers_left_out",
            "c__reason",
            "c__schema_id",
            "c__import_id",
            "c__replayed"),
        old.lacking());
    assertFalse(SQL.counts(List.of(old)).contains("c__"), SQL.counts(List.of(old)));
  }

  @Test
  void onlyRowsOfMergeTreesCanBeMarked() {
    assertTrue(shape("ReplicatedMergeTree").canBeMarked());
    assertFalse(shape("Log").canBeMarked());
    assertFalse(shape(null).canBeMarked());
  }

  private static QuarantineShape shape(@Nullable String engine) {
    return new QuarantineShape("t_quarantine", engine, Set.of());
  }
}
