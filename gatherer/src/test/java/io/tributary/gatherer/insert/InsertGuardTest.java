package io.tributary.gatherer.insert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.table.Batch;
import io.tributary.gatherer.table.BatchOrigin;
import io.tributary.gatherer.table.Payload;
import io.tributary.gatherer.table.Writer;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class InsertGuardTest {
  private static final UUID TABLE = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
  private static final StartCondition CONDITION =
      new StartCondition(1_700_000_000_123L, TABLE, () -> false);
  private static final Layout LAYOUT = new Layout(List.of(new LayoutColumn("a", "UInt8", false)));
  private static final BatchOrigin NOBODY =
      new BatchOrigin() {
        @Override
        public void settled(List<Batch> batches, Verdict verdict) {}

        @Override
        public void tableChanged() {}
      };

  private static Batch batch(String topic, int partition, long first, long last) {
    SourcePartition source = new SourcePartition(topic, partition, -1);
    return new Batch(
        new Batch.Sender(NOBODY, new Writer(source, 1, Guarantee.EXACTLY_ONCE, TABLE), 1, 0),
        LAYOUT,
        LAYOUT.fingerprint(),
        RowsKind.FRESH,
        new OffsetRange(first, last),
        1,
        Payload.kept(Buffer.buffer("a")),
        0);
  }

  private static String where(Insert.Form form, Batch... batches) {
    return InsertGuard.where("db", "it's", CONDITION, new Insert("token", List.of(batches), form));
  }

  @Test
  void deadlineAndTableAreInEveryInsert() {
    String where =
        " WHERE NOT throwIf(now64(3) > toDateTime64('2023-11-14 22:13:20.123', 3, 'UTC'),"
            + " 'tributary: the deadline of this insert has passed')"
            + " AND NOT throwIf(ifNull((SELECT toString(uuid) FROM system.tables"
            + " WHERE database = 'db' AND name = 'it\\'s'), '')"
            + " != '00112233-4455-6677-8899-aabbccddeeff', 'tributary: the table was replaced')";
    assertEquals(where, where(Insert.Form.FRESH, batch("t", 0, 0, 9)));
    assertEquals(where, where(Insert.Form.REPEAT, batch("t", 0, 0, 9)));
    assertTrue(where(Insert.Form.FILL, batch("t", 0, 0, 9)).startsWith(where + " AND ("));
  }

  @Test
  void aDeadlineThatClickHouseCannotHoldIsCut() {
    String where =
        InsertGuard.where(
            "db",
            "t",
            new StartCondition(Long.MAX_VALUE, TABLE, () -> false),
            new Insert("token", List.of(batch("t", 0, 0, 9)), Insert.Form.FRESH));
    assertTrue(where.contains("toDateTime64('2286-11-20 17:46:40.000', 3, 'UTC')"), where);
  }

  @Test
  void aFillLeavesOutWhatTheTableHolds() {
    String key =
        "(toString(`__topic`), toUInt32(`__run`), toInt64(`__partition`), toInt64(`__offset`))";
    String where = where(Insert.Form.FILL, batch("t'x", 3, 10, 19));
    assertTrue(
        where.endsWith(
            " AND "
                + key
                + " NOT IN (SELECT "
                + key.substring(1, key.length() - 1)
                + " FROM `db`.`it's` WHERE (`__topic` = 't\\'x' AND `__run` = 4294967295"
                + " AND `__partition` = 3 AND `__offset` BETWEEN 10 AND 19))"),
        where);
  }

  @Test
  void theRangesOfAPartitionAreOne() {
    assertEquals(
        "(`__topic` = 't' AND `__run` = 4294967295 AND `__partition` = 1"
            + " AND `__offset` BETWEEN 5 AND 40)"
            + " OR (`__topic` = 't' AND `__run` = 4294967295 AND `__partition` = 2"
            + " AND `__offset` BETWEEN 7 AND 8)",
        InsertGuard.ranges(
            List.of(batch("t", 1, 30, 40), batch("t", 2, 7, 8), batch("t", 1, 5, 9))));
  }

  @Test
  void veryManyPartitionsAreReadByOffsetOnly() {
    List<Batch> batches = new ArrayList<>();
    for (int partition = 0; partition <= 500; partition++) {
      batches.add(batch("t", partition, partition, partition + 10L));
    }
    String ranges = InsertGuard.ranges(batches);
    assertEquals("(`__offset` BETWEEN 0 AND 510)", ranges);
    batches.removeLast();
    assertFalse(InsertGuard.ranges(batches).equals(ranges));
  }
}
