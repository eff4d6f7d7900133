package io.tributary.gatherer.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.protocol.frame.OffsetRange;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class OffsetSetTest {

  private static OffsetSet of(Set<Integer> offsets) {
    return OffsetSet.of(offsets.stream().map(o -> new OffsetRange(o, o)).toList());
  }

  @Test
  void rangesThatTouchAreOne() {
    OffsetSet set =
        OffsetSet.of(List.of(new OffsetRange(5, 6), new OffsetRange(1, 2), new OffsetRange(3, 4)));

    assertEquals(List.of(new OffsetRange(1, 6)), set.ranges());
  }

  @Property
  void behavesAsASetOfNumbers(
      @ForAll Set<@IntRange(max = 40) Integer> a, @ForAll Set<@IntRange(max = 40) Integer> b) {
    TreeSet<Integer> union = new TreeSet<>(a);
    union.addAll(b);
    TreeSet<Integer> both = new TreeSet<>(a);
    both.retainAll(b);
    TreeSet<Integer> rest = new TreeSet<>(a);
    rest.removeAll(b);

    assertEquals(of(union), of(a).union(of(b)));
    assertEquals(of(both), of(a).intersect(of(b)));
    assertEquals(of(rest), of(a).minus(of(b)));
    assertEquals(a.size(), of(a).count());
    assertEquals(a.stream().mapToLong(o -> o - 3L).sum(), of(a).sumFrom(3));
    for (int offset = 0; offset <= 40; offset++) {
      assertEquals(a.contains(offset), of(a).contains(offset));
    }
  }
}
