package io.tributary.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void numbersStandBelowEachOther() {
    assertEquals(
        List.of("  action  events", "  view         7", "  buy        123"),
        TextTable.lines("action\tevents\nview\t7\nbuy\t123"));
  }
}
