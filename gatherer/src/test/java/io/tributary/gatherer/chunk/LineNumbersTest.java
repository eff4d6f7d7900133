package io.tributary.gatherer.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class LineNumbersTest {
  @Property(tries = 300)
  void lineIsTheOneThatWasAdded(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = -3, max = 3) Integer> steps) {
    LineNumbers lines = new LineNumbers();
    List<Long> added = new ArrayList<>();
    long line = 1_000;
    for (int step : steps) {
      line += step;
      lines.add(added.size(), line);
      added.add(line);
    }
    for (int i = 0; i < added.size(); i++) {
      assertEquals(added.get(i), lines.line(i));
    }
  }

  @Example
  void linesWithoutGapsTakeNoMemoryEach() {
    LineNumbers lines = new LineNumbers();
    int before = lines.heldBytes();
    for (int i = 0; i < 10_000; i++) {
      lines.add(i, 17 + i);
    }
    assertEquals(1, lines.runs());
    assertEquals(before, lines.heldBytes());
    assertEquals(10_016, lines.line(9_999));
  }

  @Example
  void clearedOneBeginsAnew() {
    LineNumbers lines = new LineNumbers();
    lines.add(0, 5);
    lines.add(1, 9);
    lines.clear();
    lines.add(0, 3);
    lines.add(1, 4);
    assertEquals(1, lines.runs());
    assertEquals(4, lines.line(1));
  }
}
