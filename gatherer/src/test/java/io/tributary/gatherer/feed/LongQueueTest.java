package io.tributary.gatherer.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Against the queue of the JDK. */
final class LongQueueTest {
  @Property(tries = 300)
  void numbersComeInTheirOrder(
      @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 9) Integer> steps) {
    LongQueue queue = new LongQueue();
    Deque<Long> model = new ArrayDeque<>();
    long next = 0;
    for (int step : steps) {
      switch (step) {
        case 0, 1, 2, 3, 4 -> {
          queue.addLast(next);
          model.addLast(next++);
        }
        case 5 -> {
          queue.addFirst(next);
          model.addFirst(next++);
        }
        default -> {
          if (!model.isEmpty()) {
            assertEquals(model.removeFirst(), queue.removeFirst());
          }
        }
      }
      assertEquals(model.size(), queue.size());
      assertEquals(model.isEmpty(), queue.isEmpty());
    }
    while (!model.isEmpty()) {
      assertEquals(model.removeFirst(), queue.removeFirst());
    }
  }

  @Example
  void nothingComesOutOfAnEmptyOne() {
    assertThrows(IllegalStateException.class, () -> new LongQueue().removeFirst());
  }
}
