package io.tributary.connector.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.frame.OffsetRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OffsetLedgerTest {

  @Test
  void batchesWithoutAVerdictAreNamedUpToTheNextOne() {
    OffsetLedger ledger = new OffsetLedger(10);
    OffsetLedger.Mark first = ledger.begin(10);
    OffsetLedger.Mark second = ledger.begin(20);
    OffsetLedger.Mark third = ledger.begin(30);
    ledger.advance(40);
    assertEquals(
        List.of(new OffsetRange(10, 19), new OffsetRange(20, 29), new OffsetRange(30, 39)),
        ledger.unsettled(10));
    assertEquals(List.of(new OffsetRange(10, 19)), ledger.unsettled(1));

    ledger.settle(second);
    assertEquals(List.of(new OffsetRange(10, 19), new OffsetRange(30, 39)), ledger.unsettled(10));
    assertEquals(2, ledger.unsettledBatches());
    ledger.settle(first);
    ledger.settle(third);
    assertEquals(List.of(), ledger.unsettled(10));
  }

  @Test
  void nothingTakenLeavesTheStart() {
    assertEquals(7, new OffsetLedger(7).committable());
  }

  @Test
  void gapBlocksCommit() {
    OffsetLedger ledger = new OffsetLedger(0);
    OffsetLedger.Mark first = ledger.begin(0);
    OffsetLedger.Mark second = ledger.begin(100);
    ledger.advance(200);

    ledger.settle(second);
    assertEquals(0, ledger.committable());

    ledger.settle(first);
    assertEquals(200, ledger.committable());
  }

  @Test
  void quarantinedRecordInsideABatchBlocksOnlyItself() {
    OffsetLedger ledger = new OffsetLedger(0);
    OffsetLedger.Mark rows = ledger.begin(0);
    OffsetLedger.Mark bad = ledger.begin(5);
    ledger.advance(10);

    ledger.settle(rows);

    assertEquals(5, ledger.committable());
    ledger.settle(bad);
    assertEquals(10, ledger.committable());
  }

  @Test
  void offsetsThatKafkaSkippedAreCommittedWithTheRest() {
    OffsetLedger ledger = new OffsetLedger(3);
    ledger.advance(9);
    assertEquals(9, ledger.committable());
  }

  @Test
  void openBatchBlocksEvenWhenThePositionIsStillBehindIt() {
    OffsetLedger ledger = new OffsetLedger(0);
    ledger.begin(4);
    assertEquals(0, ledger.committable());
    ledger.advance(6);
    assertEquals(4, ledger.committable());
  }

  @Test
  void settlingTwiceChangesNothing() {
    OffsetLedger ledger = new OffsetLedger(0);
    OffsetLedger.Mark first = ledger.begin(0);
    OffsetLedger.Mark second = ledger.begin(1);
    ledger.advance(2);
    ledger.settle(first);
    ledger.settle(first);
    assertEquals(1, ledger.committable());
    ledger.settle(second);
    assertEquals(2, ledger.committable());
  }

  @Test
  void goingBackwardsIsRefused() {
    OffsetLedger ledger = new OffsetLedger(0);
    ledger.begin(10);
    assertThrows(IllegalArgumentException.class, () -> ledger.begin(9));
  }

  /** Against a plain model: the lowest unsettled offset, or the position when there is none. */
  @Property(tries = 500)
  void neverCommitsPastAnUnsettledOffset(@ForAll long seed) {
    Random random = new Random(seed);
    OffsetLedger ledger = new OffsetLedger(0);
    TreeSet<Long> unsettled = new TreeSet<>();
    List<OffsetLedger.Mark> marks = new ArrayList<>();
    List<List<Long>> contents = new ArrayList<>();
    long offset = 0;
    for (int step = 0; step < 200; step++) {
      if (random.nextInt(3) > 0) {
        // Up to two open batches take the next offsets in turn, as good and bad records do.
        int kinds = 1 + random.nextInt(2);
        for (int kind = 0; kind < kinds; kind++) {
          marks.add(ledger.begin(offset));
          contents.add(new ArrayList<>(List.of(offset)));
          unsettled.add(offset);
          offset += 1 + random.nextInt(3);
        }
        for (int extra = random.nextInt(6); extra > 0; extra--) {
          int last = contents.size() - 1 - random.nextInt(kinds);
          contents.get(last).add(offset);
          unsettled.add(offset);
          offset += 1 + random.nextInt(3);
        }
        ledger.advance(offset);
      } else if (!marks.isEmpty()) {
        int settle = random.nextInt(marks.size());
        ledger.settle(marks.remove(settle));
        contents.remove(settle).forEach(unsettled::remove);
      }
      assertEquals(unsettled.isEmpty() ? offset : unsettled.first(), ledger.committable());
    }
  }
}
