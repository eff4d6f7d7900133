package io.tributary.gatherer.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.chunk.Chunk;
import io.tributary.gatherer.chunk.HttpTable;
import io.tributary.gatherer.spool.Position;
import io.tributary.protocol.datafile.MetaColumns;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who waits for the rows of an entry, and what they are told. */
final class AcceptanceTest {
  private static Entry entry(long number, int values) {
    Chunk chunk = HttpTable.chunk(HttpTable.maker(MetaColumns.ON));
    for (int i = 0; i < values; i++) {
      byte[] value = HttpTable.value(i, "a");
      assertNull(chunk.add(value, 0, value.length, i + 1));
    }
    return new Entry(new Position(1, number), 100 * number, chunk);
  }

  @Test
  void requestOfSeveralEntriesWaitsForTheLast() {
    Acceptance acceptance = new Acceptance(30, 2, 3);
    for (int i = 0; i < 3; i++) {
      assertFalse(acceptance.stored().isComplete());
      Entry entry = entry(i, 1);
      entry.watchedBy(List.of(new Entry.Watcher(acceptance, 0, Integer.MAX_VALUE)));
      entry.settled();
    }
    assertTrue(acceptance.stored().succeeded());
    assertEquals(30, acceptance.successfulRows());
    assertEquals(2, acceptance.quarantinedRows());
  }

  @Test
  void refusedRowCountsForTheRequestThatSentIt() {
    Acceptance first = new Acceptance(3, 0, 1);
    Acceptance second = new Acceptance(2, 1, 1);
    Entry entry = entry(0, 6);
    entry.watchedBy(List.of(new Entry.Watcher(first, 0, 3), new Entry.Watcher(second, 3, 6)));
    entry.refused(Set.of(2, 3, 4));
    // Not before all of them are in the quarantine: they may be sent again.
    assertEquals(3, first.successfulRows());
    entry.settled();
    assertEquals(2, first.successfulRows());
    assertEquals(1, first.quarantinedRows());
    assertEquals(0, second.successfulRows());
    assertEquals(3, second.quarantinedRows());
    assertSame(second, second.stored().result());
  }

  @Test
  void lostEntryIsToldWithItsReason() {
    Acceptance acceptance = new Acceptance(2, 0, 2);
    acceptance.settled();
    acceptance.lost("the disk forgot it");
    acceptance.settled();
    assertTrue(acceptance.stored().failed());
    assertEquals("the disk forgot it", acceptance.stored().cause().getMessage());
  }

  @Test
  void partsAreCountedUntilTheLastIsStored() {
    Entry entry = entry(0, 1);
    entry.begin();
    entry.begin();
    assertFalse(entry.end());
    assertTrue(entry.end());
  }

  @Test
  void memoryOfAnEntryIsGivenAwayOnce() {
    Entry entry = entry(3, 4);
    assertTrue(entry.isHeld());
    assertTrue(entry.heldBytes() > 0);
    assertEquals(304, entry.untilOffset());
    Chunk chunk = entry.chunk();
    assertSame(chunk, entry.letGo());
    assertNull(entry.letGo());
    assertFalse(entry.isHeld());
    assertEquals(0, entry.heldBytes());
    assertEquals(4, entry.count());
    assertEquals(304, entry.untilOffset());
    assertThrows(NullPointerException.class, entry::chunk);
  }
}
