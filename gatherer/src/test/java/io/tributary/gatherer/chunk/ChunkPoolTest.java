package io.tributary.gatherer.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.chunk.ChunkPool.Expects;
import io.tributary.protocol.datafile.MetaColumns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ChunkPoolTest {
  private static final ChunkLimits LIMITS = new ChunkLimits(1 << 20, 1 << 20);

  private final ChunkPool pool = new ChunkPool(LIMITS);
  private final RowMaker maker = HttpTable.maker(MetaColumns.ON);

  @Test
  void memoryIsUsedAgainAndEmpty() {
    Chunk chunk = pool.take(maker, Expects.LITTLE, 1);
    byte[] bytes = HttpTable.value(1, "a");
    assertNull(chunk.add(bytes, 0, bytes.length, 1));
    pool.giveBack(chunk);
    RowMaker other = HttpTable.maker(MetaColumns.ON);
    Chunk again = pool.take(other, Expects.LITTLE, 2);
    assertSame(chunk, again);
    assertSame(other, again.maker());
    assertEquals(0, again.count());
    assertEquals(2, again.acceptedMillis());
    assertNotSame(again, pool.take(maker, Expects.LITTLE, 3));
  }

  @Test
  void littleRequestGetsNoLargeMemory() {
    Chunk large = pool.take(maker, Expects.MUCH, 1);
    assertTrue(large.heldBytes() >= 2L * LIMITS.fullBytes());
    pool.giveBack(large);
    Chunk little = pool.take(maker, Expects.LITTLE, 1);
    assertTrue(little.heldBytes() < 8_000, little.heldBytes() + " bytes");
    assertSame(large, pool.take(maker, Expects.MUCH, 1));
  }

  @Test
  void poolKeepsAFewOfEachAndNoGiants() {
    List<Chunk> given = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      given.add(pool.take(maker, Expects.MUCH, 1));
    }
    given.forEach(pool::giveBack);
    Set<Chunk> known = Collections.newSetFromMap(new IdentityHashMap<>());
    known.addAll(given);
    int kept = 0;
    while (known.contains(pool.take(maker, Expects.MUCH, 1))) {
      kept++;
    }
    assertEquals(12, kept);
    Chunk giant = pool.take(maker, Expects.MUCH, 1);
    byte[] bytes = new byte[5 << 20];
    var unused = giant.addCut(bytes, 0, bytes.length, 1);
    pool.giveBack(giant);
    assertNotSame(giant, pool.take(maker, Expects.MUCH, 1));
  }

  @Test
  void chunkIsOfTheSizeOfItsValues() {
    Chunk small = pool.take(maker, 5_000, 1);
    pool.giveBack(small);
    assertSame(small, pool.take(maker, 0, 1));
    Chunk middle = pool.take(maker, 100_000, 1);
    assertTrue(middle.heldBytes() < 400_000, middle.heldBytes() + " bytes");
    pool.giveBack(middle);
    Chunk large = pool.take(maker, 500_000, 1);
    assertNotSame(middle, large);
    assertTrue(large.isLarge());
    pool.giveBack(large);
    assertSame(large, pool.take(maker, Expects.MUCH, 1));
  }

  @Test
  void chunkThatGrewIsNotTakenForALargeOne() {
    Chunk grown = pool.take(maker, 0, 1);
    byte[] bytes = new byte[40_000];
    var unused = grown.addCut(bytes, 0, bytes.length, 1);
    pool.giveBack(grown);
    assertNotSame(grown, pool.take(maker, Expects.MUCH, 1));
  }
}
