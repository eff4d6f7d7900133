package io.tributary.gatherer.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class DeliveredTest {
  private static final OffsetSet FIFTY = OffsetSet.between(50, 51);

  private static Delivered delivered(long from, long until, OffsetSet skipped) {
    return new Delivered(OffsetSet.between(from, until), skipped, Guarantee.EXACTLY_ONCE);
  }

  @Test
  void aRowStaysARowThoughItIsSkippedWhenReadAgain() {
    Delivered first = delivered(0, 100, OffsetSet.EMPTY);
    Delivered again = delivered(45, 100, FIFTY);

    assertEquals(OffsetSet.between(0, 100), first.plus(again).rows());
    assertEquals(first.plus(again), again.plus(first));
  }

  @Test
  void whatAllReportsSkipIsSkipped() {
    Delivered both = delivered(0, 60, FIFTY).plus(delivered(45, 100, FIFTY));

    assertEquals(FIFTY, both.skipped());
    assertEquals(99, both.rows().count());
  }

  @Test
  void whatIsStoredIsReadAsRowsAndTheRest() {
    SourcePartition source = new SourcePartition("events", 3, -1);
    String covered = "[\"events\",3,\"4294967295\",\"0-10 20-30\",1]\n";
    String rows = "[\"events\",3,\"4294967295\",\"0-4 5-10 20-30\",1]\n";

    assertEquals(
        Map.of(
            source,
            new Delivered(
                OffsetSet.between(0, 10).union(OffsetSet.between(20, 30)),
                OffsetSet.between(4, 5),
                Guarantee.EXACTLY_ONCE)),
        DeliveryStore.delivered(new TableId("events", new UUID(1, 2)), covered, rows));
  }
}
