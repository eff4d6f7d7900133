package io.tributary.load.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReadyRowsTest {
  @Test
  void insertHasBatchesOfThePartitionsOneAfterTheOther() {
    ReadyRows.Layout layout = new ReadyRows.Layout(6, 2);
    assertEquals(
        List.of(0, 0, 0, 1, 1, 1, 0, 0),
        LongStream.range(0, 8).mapToObj(layout::partition).toList());
    assertEquals(
        List.of(0L, 1L, 2L, 0L, 1L, 2L, 3L, 4L),
        LongStream.range(0, 8).mapToObj(layout::offset).toList());
    // A producer filled the partitions in turn, so the rows are not in the order of their time.
    assertEquals(
        List.of(0L, 2L, 4L, 1L, 3L, 5L, 6L, 8L),
        LongStream.range(0, 8).mapToObj(layout::row).toList());
  }

  @Test
  void everyRowStandsOnce() {
    ReadyRows.Layout layout = new ReadyRows.Layout(100_000, 3);
    Set<Long> rows = new HashSet<>();
    long all = 16_384L * 3 * 4;
    LongStream.range(0, all).forEach(place -> rows.add(layout.row(place)));
    assertEquals(all, rows.size());
    assertEquals(all - 1, rows.stream().mapToLong(Long::longValue).max().orElseThrow());
  }
}
