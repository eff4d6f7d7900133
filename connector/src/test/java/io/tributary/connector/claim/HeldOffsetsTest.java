package io.tributary.connector.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OpenAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class HeldOffsetsTest {

  @Test
  void exactlyTheNamedOffsetsAreHeld() {
    Random random = new Random(6);
    for (int i = 0; i < 500; i++) {
      Set<Long> offsets = new TreeSet<>();
      for (int count = random.nextInt(60); count > 0; count--) {
        offsets.add((long) random.nextInt(200));
      }
      exactlyTheNamedOffsetsAreHeld(offsets, random.nextLong(1L << 32));
    }
  }

  private static void exactlyTheNamedOffsetsAreHeld(Set<Long> offsets, long base) {
    List<OffsetRange> ranges = new ArrayList<>();
    for (long offset : offsets) {
      OffsetRange last = ranges.isEmpty() ? null : ranges.getLast();
      if (last != null && last.last() == base + offset - 1) {
        ranges.set(ranges.size() - 1, new OffsetRange(last.first(), base + offset));
      } else {
        ranges.add(new OffsetRange(base + offset, base + offset));
      }
    }
    HeldOffsets held = new HeldOffsets(new OpenAnswer.Resume(ranges, OpenAnswer.Resume.ALL));
    assertEquals(offsets.size(), held.count());
    for (long offset = 0; offset <= 201; offset++) {
      assertEquals(offsets.contains(offset), held.contains(base + offset));
    }
  }

  @Test
  void aHundredMillionHeldOffsetsCostNextToNothing() {
    HeldOffsets held =
        new HeldOffsets(
            new OpenAnswer.Resume(
                List.of(new OffsetRange(5, 100_000_004L)), OpenAnswer.Resume.ALL));
    assertEquals(100_000_000L, held.count());
    assertFalse(held.contains(4));
    assertFalse(held.contains(100_000_005L));
  }
}
