package io.tributary.gatherer.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class KeyIndexTest {
  private static final long WINDOW = 40;

  /**
   * The newest of equal keys counts; at the bound the oldest goes, and so it does when it is old.
   */
  @Property
  void behavesAsAListOfTheNewestKeys(
      @ForAll @Size(max = 400) List<@IntRange(max = 60) Integer> keys,
      @ForAll @IntRange(min = 1, max = 200) int bound) {
    KeyIndex index = new KeyIndex(bound, WINDOW);
    List<Integer> model = new ArrayList<>();
    for (int now = 0; now < keys.size(); now++) {
      index.add(new KeyedAnswer(key(keys.get(now)), new Answer(now, 0, now)));
      model.add(keys.get(now));
      if (now % 7 == 0) {
        index.expire(now);
      }
      for (int key = 0; key <= 60; key++) {
        int last = model.lastIndexOf(key);
        boolean known = last > now - bound && now - last < WINDOW && last >= 0;
        assertEquals(
            known ? Optional.of(new Answer(last, 0, last)) : Optional.empty(),
            index.find(key(key), now));
      }
    }
  }

  /** All in few places of the table, so that they collide. */
  private static KeyHash key(int number) {
    return new KeyHash(number, Long.rotateLeft((long) number ^ (number % 3), 32));
  }
}
