package io.tributary.gatherer.chunk;

import static io.tributary.gatherer.chunk.HttpTable.value;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.chunk.HttpTable.Row;
import io.tributary.protocol.datafile.MetaColumns;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChunkTest {
  private static final byte[] BAD = "{\"id\":\"x\",\"name\":\"b\"}".getBytes(UTF_8);
  private static final byte[] BROKEN = "{\"id\":1,".getBytes(UTF_8);
  private static final long SECOND = 1_700_000_000L;
  private static final int RUN = HttpTable.SOURCE.run();

  private final RowMaker maker = HttpTable.maker(MetaColumns.ON);
  private final Chunk chunk = HttpTable.chunk(maker);

  private void good(long id, String name, long line) {
    byte[] bytes = value(id, name);
    assertNull(chunk.add(bytes, 0, bytes.length, line));
  }

  private RowProblem bad(byte[] bytes, long line) {
    return requireNonNull(chunk.add(bytes, 0, bytes.length, line));
  }

  @Test
  void rowsHaveTheirOffsetsTimeAndRun() {
    good(1, "a", 1);
    good(2, "", 2);
    good(3, "x".repeat(300), 3);
    chunk.stamp(0x1122_3344_5566_7788L);
    assertEquals(
        List.of(
            new Row(1, "a", 0x1122_3344_5566_7788L, SECOND, RUN),
            new Row(2, "", 0x1122_3344_5566_7789L, SECOND, RUN),
            new Row(3, "x".repeat(300), 0x1122_3344_5566_778aL, SECOND, RUN)),
        HttpTable.rows(chunk));
  }

  @Test
  void badValueHasAnOffsetButNoRow() {
    good(1, "a", 1);
    assertTrue(bad(BAD, 2).sentence().contains("id"));
    assertNotNull(bad(BROKEN, 3));
    good(4, "d", 4);
    chunk.stamp(10);
    assertEquals(4, chunk.count());
    assertEquals(2, chunk.goodRows());
    assertFalse(chunk.isGood(1));
    assertFalse(chunk.isGood(2));
    assertEquals(
        List.of(new Row(1, "a", 10, SECOND, RUN), new Row(4, "d", 13, SECOND, RUN)),
        HttpTable.rows(chunk));
    assertArrayEquals(BAD, valueOf(1));
    assertArrayEquals(BROKEN, valueOf(2));
  }

  private byte[] valueOf(int index) {
    int start = chunk.valueStart(index);
    return Arrays.copyOfRange(chunk.values(), start, start + chunk.valueLength(index));
  }

  @Test
  void rowThatTurnsOutTooLongLeavesThoseBeforeItAlone() {
    good(1, "a", 1);
    RowProblem problem = bad(value(2, "x".repeat(HttpTable.LIMITS.maxRowBytes())), 2);
    assertEquals(ProblemKind.TOO_LARGE, problem.kind());
    assertTrue(problem.sentence().contains("2000 bytes"), problem.sentence());
    good(3, "c", 3);
    chunk.stamp(0);
    assertEquals(List.of(1L, 3L), HttpTable.rows(chunk).stream().map(Row::id).toList());
  }

  @Test
  void cutValueIsTooLarge() {
    good(1, "a", 1);
    RowProblem problem = chunk.addCut(BROKEN, 1, 5, 9);
    assertEquals(ProblemKind.TOO_LARGE, problem.kind());
    assertTrue(problem.sentence().contains("longer than 5 bytes"), problem.sentence());
    assertFalse(chunk.isCut(0));
    assertTrue(chunk.isCut(1));
    assertArrayEquals(Arrays.copyOfRange(BROKEN, 1, 6), valueOf(1));
    assertEquals(problem, problemOf(1, maker));
  }

  private RowProblem problemOf(int index, RowMaker looking) {
    return chunk.problem(index, looking, new RowBinaryWriter(16, 4_000));
  }

  @Test
  void problemIsFoundAgain() {
    good(1, "a", 1);
    RowProblem first = bad(BAD, 2);
    RowProblem second = bad(BROKEN, 3);
    assertEquals(first, problemOf(1, HttpTable.maker(MetaColumns.ON)));
    assertEquals(second, problemOf(2, HttpTable.maker(MetaColumns.ON)));
  }

  @Test
  void problemThatIsNoneAnyMoreIsStillSaid() {
    bad(BAD, 1);
    String sentence = problemOf(0, HttpTable.makerWithId("String")).sentence();
    assertTrue(sentence.contains("did not fit the table when it was sent"), sentence);
  }

  @Test
  void linesMayHaveGaps() {
    good(1, "a", 3);
    good(2, "b", 4);
    bad(BAD, 7);
    good(4, "d", 8_000_000_000L);
    assertEquals(
        List.of(3L, 4L, 7L, 8_000_000_000L),
        List.of(chunk.line(0), chunk.line(1), chunk.line(2), chunk.line(3)));
  }

  @Test
  void tableWithoutMetaColumnsHasNoPlaceForOffsets() {
    Chunk bare = HttpTable.chunk(HttpTable.maker(MetaColumns.OFF));
    byte[] bytes = value(1, "ab");
    assertNull(bare.add(bytes, 0, bytes.length, 1));
    bare.stamp(77);
    assertArrayEquals(
        new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 2, 'a', 'b'}, bare.rows(0, bare.rowBytes()).getBytes());
  }

  @Test
  void joinedValuesAreAsIfTheyHadBeenAdded() {
    good(1, "a", 1);
    Chunk other = HttpTable.chunk(maker);
    byte[] bytes = value(2, "b");
    assertNotNull(other.add(BAD, 0, BAD.length, 1));
    assertNull(other.add(bytes, 0, bytes.length, 5));
    assertNotNull(other.addCut(BROKEN, 0, 4, 6));
    chunk.join(other);
    good(9, "z", 2);
    chunk.stamp(100);
    assertEquals(5, chunk.count());
    assertEquals(3, chunk.goodRows());
    assertEquals(
        List.of(
            new Row(1, "a", 100, SECOND, RUN),
            new Row(2, "b", 102, SECOND, RUN),
            new Row(9, "z", 104, SECOND, RUN)),
        HttpTable.rows(chunk));
    assertEquals(
        List.of(1L, 1L, 5L, 6L, 2L),
        List.of(chunk.line(0), chunk.line(1), chunk.line(2), chunk.line(3), chunk.line(4)));
    assertTrue(chunk.isCut(3));
    assertFalse(chunk.isCut(2));
    assertFalse(chunk.isCut(4));
    assertArrayEquals(BAD, valueOf(1));
  }

  @Test
  void rowsForDifferentTablesAreNotJoined() {
    Chunk other = HttpTable.chunk(HttpTable.maker(MetaColumns.ON));
    assertThrows(IllegalArgumentException.class, () -> chunk.join(other));
  }

  @Test
  void chunkIsFullByItsValues() {
    byte[] broken = "x".repeat(HttpTable.LIMITS.fullBytes() - 1).getBytes(UTF_8);
    bad(broken, 1);
    assertFalse(chunk.isFull());
    bad(BROKEN, 2);
    assertTrue(chunk.isFull());
  }

  @Test
  void chunkIsFullByItsRows() {
    int values = 0;
    byte[] shortest = "{}".getBytes(UTF_8);
    while (!chunk.isFull()) {
      assertNull(chunk.add(shortest, 0, shortest.length, ++values));
    }
    assertTrue(chunk.rowBytes() >= HttpTable.LIMITS.fullBytes());
    assertTrue(chunk.valueBytes() < HttpTable.LIMITS.fullBytes());
  }

  @Test
  void chunkIsFullByTheNumberOfItsValues() {
    Chunk large = new Chunk(new ChunkLimits(1 << 30, 1), HttpTable.maker(MetaColumns.OFF), 1, 0);
    for (int i = 1; i < Chunk.MAX_VALUES; i++) {
      assertNotNull(large.addCut(BROKEN, 0, 1, i));
    }
    assertFalse(large.isFull());
    assertNotNull(large.addCut(BROKEN, 0, 1, Chunk.MAX_VALUES));
    assertTrue(large.isFull());
  }

  @Test
  void roomIsForValuesAndRowsThatDoNotMakeItOverfull() {
    Chunk half = HttpTable.chunk(maker);
    while (half.rowBytes() <= HttpTable.LIMITS.fullBytes() / 2) {
      assertNull(half.add(value(1, "a"), 0, value(1, "a").length, 1));
    }
    assertTrue(chunk.hasRoomFor(half));
    chunk.join(half);
    assertFalse(chunk.hasRoomFor(half));
  }

  @Test
  void clearedChunkIsAsNew() {
    good(1, "a", 5);
    assertNotNull(chunk.addCut(BROKEN, 0, 2, 6));
    RowMaker other = HttpTable.maker(MetaColumns.ON);
    chunk.clear(other, 9_000);
    assertEquals(0, chunk.count());
    assertEquals(0, chunk.goodRows());
    assertEquals(0, chunk.valueBytes());
    assertEquals(0, chunk.rowBytes());
    assertEquals(9_000, chunk.acceptedMillis());
    good(2, "b", 1);
    good(3, "c", 2);
    chunk.stamp(0);
    assertFalse(chunk.isCut(1));
    assertEquals(2, chunk.line(1));
    assertEquals(
        List.of(new Row(2, "b", 0, 9, RUN), new Row(3, "c", 1, 9, RUN)), HttpTable.rows(chunk));
  }

  @Test
  void memoryThatIsHeldIsCounted() {
    long before = chunk.heldBytes();
    byte[] large = value(1, "x".repeat(1_500));
    for (int i = 0; i < 2; i++) {
      assertNull(chunk.add(large, 0, large.length, i));
    }
    assertTrue(chunk.heldBytes() >= before + 3_000, chunk.heldBytes() + " after " + before);
  }
}
