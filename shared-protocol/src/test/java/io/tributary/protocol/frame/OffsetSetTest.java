package io.tributary.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OffsetSetTest {

  private static OffsetSet of(Set<Integer> offsets) {
    return OffsetSet.of(offsets.stream().map(o -> new OffsetRange(o, o)).toList());
  }

  @Test
  void rangesThatTouchAreOne() {
    OffsetSet set =
        OffsetSet.of(List.of(new OffsetRange(5, 6), new OffsetRange(1, 2), new OffsetRange(3, 4)));

    assertEquals(List.of(new OffsetRange(1, 6)), set.ranges());
  }

  @Test
  void rangesThatOverlapAreOne() {
    OffsetSet set =
        OffsetSet.of(List.of(new OffsetRange(1, 9), new OffsetRange(2, 3), new OffsetRange(8, 12)));

    assertEquals(List.of(new OffsetRange(1, 12)), set.ranges());
  }

  @Test
  void endsAreTheLowestOffsetAndTheOneBehindTheHighest() {
    OffsetSet set = OffsetSet.of(List.of(new OffsetRange(20, 24), new OffsetRange(5, 6)));

    assertEquals(5, set.first());
    assertEquals(25, set.until());
  }

  @Test
  void nothingIsBetweenAnOffsetAndItselfOrALowerOne() {
    assertEquals(List.of(new OffsetRange(7, 9)), OffsetSet.between(7, 10).ranges());
    assertTrue(OffsetSet.between(7, 7).isEmpty());
    assertTrue(OffsetSet.between(7, 6).isEmpty());
  }

  @Test
  void builderJoinsNeighboursAndSkipsWhatIsEmpty() {
    OffsetSet.Builder offsets = new OffsetSet.Builder();
    offsets.add(3, 3);
    offsets.add(3, 5);
    offsets.add(5, 4);
    offsets.add(5, 6);
    offsets.add(9, 10);

    assertEquals(List.of(new OffsetRange(3, 5), new OffsetRange(9, 9)), offsets.build().ranges());
  }

  @Test
  void builderOfNothingBuildsTheEmptySet() {
    assertSame(OffsetSet.EMPTY, new OffsetSet.Builder().build());
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
    for (int offset = 0; offset <= 40; offset++) {
      assertEquals(a.contains(offset), of(a).contains(offset));
    }
  }
}
