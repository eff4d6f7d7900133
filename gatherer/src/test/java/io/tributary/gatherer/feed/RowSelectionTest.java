package io.tributary.gatherer.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.gatherer.chunk.Chunk;
import io.tributary.gatherer.chunk.HttpTable;
import io.tributary.gatherer.chunk.HttpTable.Row;
import io.tributary.protocol.datafile.MetaColumns;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class RowSelectionTest {
  private static final long FIRST = 1_000;

  /** Values of which some are bad, all of them at their offsets. */
  private static Chunk chunk(List<Boolean> good) {
    Chunk chunk = HttpTable.chunk(HttpTable.maker(MetaColumns.ON));
    for (int i = 0; i < good.size(); i++) {
      byte[] value = good.get(i) ? HttpTable.value(i, "n" + i) : "{".getBytes(UTF_8);
      var unused = chunk.add(value, 0, value.length, i + 1);
    }
    chunk.stamp(FIRST);
    return chunk;
  }

  private static OffsetSet held(Set<Integer> indexes) {
    return OffsetSet.of(indexes.stream().map(i -> new OffsetRange(FIRST + i, FIRST + i)).toList());
  }

  private static List<Long> offsets(Buffer payload) {
    return HttpTable.rows(payload.getBytes()).stream().map(Row::offset).toList();
  }

  @Property(tries = 300)
  void selectionIsWhatTheTableLacks(
      @ForAll @Size(min = 1, max = 20) List<Boolean> good,
      @ForAll @Size(max = 10) Set<@IntRange(min = 0, max = 25) Integer> heldIndexes,
      @ForAll @IntRange(min = 0, max = 19) int from,
      @ForAll @IntRange(min = 1, max = 20) int count) {
    List<Long> expected = new ArrayList<>();
    for (int i = 0; i < good.size(); i++) {
      if (good.get(i) && !heldIndexes.contains(i)) {
        expected.add(FIRST + i);
      }
    }
    RowSelection rows = new RowSelection(chunk(good), FIRST, held(heldIndexes));
    assertEquals(expected.size(), rows.size());
    if (expected.isEmpty()) {
      return;
    }
    assertEquals(expected, offsets(rows.payload()));
    assertEquals(new OffsetRange(expected.getFirst(), expected.getLast()), rows.offsets());
    for (int row = 0; row < rows.size(); row++) {
      assertEquals(expected.get(row), FIRST + rows.valueOf(row));
    }
    int first = from % expected.size();
    int until = Math.min(first + count, expected.size());
    assertEquals(expected.subList(first, until), offsets(rows.payload(first, until - first)));
    assertEquals(
        new OffsetRange(expected.get(first), expected.get(until - 1)),
        rows.offsets(first, until - first));
    // The same, once the values of the rows are known.
    assertEquals(expected, offsets(rows.payload()));
    assertEquals(new OffsetRange(expected.getFirst(), expected.getLast()), rows.offsets());
  }

  @Example
  void wholeChunkIsNotCopied() {
    Chunk chunk = chunk(List.of(true, false, true));
    RowSelection rows = new RowSelection(chunk, FIRST, OffsetSet.EMPTY);
    Buffer payload = rows.payload();
    Buffer tail = rows.payload(1, 1);
    chunk.stamp(7);
    assertEquals(List.of(7L, 9L), offsets(payload));
    assertEquals(List.of(9L), offsets(tail));
  }

  @Example
  void heldOffsetsOfBadValuesLeaveTheRowsWhole() {
    Chunk chunk = chunk(List.of(true, false, true));
    RowSelection rows = new RowSelection(chunk, FIRST, held(Set.of(1)));
    assertEquals(2, rows.size());
    assertEquals(List.of(FIRST, FIRST + 2), offsets(rows.payload()));
  }
}
