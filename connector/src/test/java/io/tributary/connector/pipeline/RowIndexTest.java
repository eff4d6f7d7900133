package io.tributary.connector.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class RowIndexTest {
  private final RowIndex index = new RowIndex();

  @Test
  void knowsWhereEachRowIsAndWhatItsOffsetWas() {
    long first = 1L << 40;
    for (int row = 0; row < 1_000; row++) {
      index.add(first + 3L * row, 7 * (row + 1));
    }
    assertEquals(1_000, index.rows());
    for (int row = 0; row < 1_000; row++) {
      assertEquals(first + 3L * row, index.offset(row));
      assertEquals(7 * row, index.start(row));
      assertEquals(7 * (row + 1), index.end(row));
    }
  }

  @Test
  void offsetsTooFarApartNeedAnotherBatch() {
    assertTrue(index.reaches(Long.MAX_VALUE), "an empty batch takes any offset");
    index.add(10, 1);
    assertTrue(index.reaches(10L + Integer.MAX_VALUE));
    assertFalse(index.reaches(11L + Integer.MAX_VALUE));
  }

  @Test
  void isReusedFromTheStart() {
    index.add(10, 1);
    index.clear();
    index.add(5, 4);
    assertEquals(1, index.rows());
    assertEquals(5, index.offset(0));
    assertEquals(0, index.start(0));
  }
}
