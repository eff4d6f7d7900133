package io.tributary.gatherer.table;

import static io.tributary.gatherer.table.Batches.batch;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableBufferTest {
  private final TableBuffer buffer = new TableBuffer();
  private final Batch first = batch(10, 100, 1);
  private final Batch second = batch(20, 200, 2);
  private final Batch third = batch(30, 300, 3);

  TableBufferTest() {
    buffer.add(first);
    buffer.add(second);
    buffer.add(third);
  }

  @Test
  void takesTheOldestUpToTheRows() {
    assertEquals(List.of(first, second), buffer.take(99, 59, 1000));
    assertEquals(30, buffer.rows());
    assertEquals(300, buffer.bytes());
    assertEquals(3, buffer.oldestNanos());
  }

  @Test
  void takesTheOldestUpToTheBytes() {
    assertEquals(List.of(first, second), buffer.take(99, 1000, 300));
  }

  @Test
  void takesAtLeastOne() {
    assertEquals(List.of(first), buffer.take(99, 1, 1));
  }

  @Test
  void isEmptyAfterTakingAll() {
    assertEquals(List.of(first, second, third), buffer.take(99, 60, 600));
    assertTrue(buffer.isEmpty());
    assertEquals(0, buffer.rows());
    assertEquals(0, buffer.bytes());
    assertEquals(List.of(), buffer.take(99, 60, 600));
  }

  @Test
  void takesNoMoreBatchesThanAllowed() {
    assertEquals(List.of(first, second), buffer.take(2, 60, 600));
    assertEquals(List.of(third), buffer.take(2, 60, 600));
  }
}
