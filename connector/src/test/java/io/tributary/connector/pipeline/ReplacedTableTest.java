package io.tributary.connector.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReplacedTableTest {
  private final ReplacedTable replaced =
      new ReplacedTable("clicks", new UUID(0, 1), new UUID(0, 2));

  @Test
  void lineSaysWhichRowsTheTableBeforeHas() {
    assertEquals(
        "the table was replaced while rows were stored (uuid 00000000-0000-0000-0000-000000000001"
            + " before, 00000000-0000-0000-0000-000000000002 now); the one before has the rows of"
            + " partition 0 below offset 100, of partition 1 below offset 101: decide, and run"
            + " tributary datasource adopt clicks --from committed [TABLE_REPLACED]",
        replaced.line(partitions(2)));
  }

  @Test
  void lineStaysShort() {
    String line = replaced.line(partitions(20));
    assertTrue(line.contains("of partition 7 below offset 107, and of 12 more: decide"), line);
    assertTrue(replaced.line(partitions(0)).contains("now): decide"));
  }

  private static SortedMap<Integer, Long> partitions(int count) {
    SortedMap<Integer, Long> settled = new TreeMap<>();
    for (int partition = 0; partition < count; partition++) {
      settled.put(partition, 100L + partition);
    }
    return settled;
  }
}
