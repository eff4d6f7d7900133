package io.tributary.load.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManyTablesTest {

  @ParameterizedTest
  @CsvSource({"1, 1000", "10, 1000", "100, 100", "1000, 10", "100000, 1"})
  void batchHasTheRowsOfATenthOfASecond(int tables, int rows) {
    assertEquals(rows, ManyTables.batchRows(100_000, tables));
  }
}
