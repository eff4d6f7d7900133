package io.tributary.gatherer.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.frame.DeliveryReport;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ReportBufferTest {
  private static final TableId TABLE = new TableId("events", new UUID(1, 2));
  private static final SourcePartition SOURCE = new SourcePartition("events", 0, 7);

  private static DeliveryReport report(
      Guarantee guarantee, long first, long until, OffsetRange... skipped) {
    return new DeliveryReport(SOURCE, TABLE.uuid(), guarantee, first, until, List.of(skipped));
  }

  @Test
  void reportsThatFollowEachOtherAreOneRange() {
    ReportBuffer buffer = new ReportBuffer(10);
    for (int i = 0; i < 100; i++) {
      assertTrue(buffer.add(TABLE, report(Guarantee.EXACTLY_ONCE, i * 10L, i * 10L + 10)));
    }

    assertEquals(
        Map.of(
            TABLE,
            Map.of(
                SOURCE,
                new Delivered(
                    OffsetSet.between(0, 1_000), OffsetSet.EMPTY, Guarantee.EXACTLY_ONCE))),
        buffer.take());
    assertEquals(Map.of(), buffer.take());
  }

  @Test
  void aRowStaysARowThoughALaterReportSkipsIt() {
    ReportBuffer buffer = new ReportBuffer(10);
    assertTrue(buffer.add(TABLE, report(Guarantee.EXACTLY_ONCE, 0, 100)));
    assertTrue(buffer.add(TABLE, report(Guarantee.EXACTLY_ONCE, 45, 100, new OffsetRange(50, 50))));

    Delivered taken = buffer.take().values().iterator().next().values().iterator().next();
    assertEquals(OffsetSet.between(0, 100), taken.rows());
  }

  @Test
  void aReportWithoutRoomIsRefused() {
    ReportBuffer buffer = new ReportBuffer(4);

    assertTrue(buffer.add(TABLE, report(Guarantee.EXACTLY_ONCE, 0, 10, new OffsetRange(2, 3))));
    assertFalse(
        buffer.add(
            TABLE,
            report(
                Guarantee.EXACTLY_ONCE, 10, 20, new OffsetRange(12, 12), new OffsetRange(14, 14))));
    assertTrue(buffer.add(TABLE, report(Guarantee.EXACTLY_ONCE, 10, 20)));
  }

  @Test
  void oneReportOfAtLeastOnceMakesAllOfThemSo() {
    ReportBuffer buffer = new ReportBuffer(10);
    buffer.add(TABLE, report(Guarantee.EXACTLY_ONCE, 0, 10));
    buffer.add(TABLE, report(Guarantee.AT_LEAST_ONCE, 10, 20));
    buffer.add(TABLE, report(Guarantee.EXACTLY_ONCE, 20, 30));

    Delivered taken = buffer.take().values().iterator().next().values().iterator().next();
    assertEquals(Guarantee.AT_LEAST_ONCE, taken.guarantee());
  }
}
