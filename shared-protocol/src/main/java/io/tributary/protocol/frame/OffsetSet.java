package io.tributary.protocol.frame;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A set of offsets of one partition, kept as its ranges. Immutable, any thread; operations take
 * time in proportion to the ranges.
 */
public final class OffsetSet {
  /** Without any. */
  public static final OffsetSet EMPTY = new OffsetSet(List.of());

  private final List<OffsetRange> ranges;

  private OffsetSet(List<OffsetRange> ranges) {
    this.ranges = ranges;
  }

  /** Everything that is in one of the ranges, which may come in any order and overlap. */
  public static OffsetSet of(Collection<OffsetRange> ranges) {
    Builder joined = new Builder();
    ranges.stream().sorted(Comparator.comparingLong(OffsetRange::first)).forEach(joined::add);
    return joined.build();
  }

  /** From {@code from} up to, without, {@code until}; empty if there is nothing between. */
  public static OffsetSet between(long from, long until) {
    return until <= from ? EMPTY : new OffsetSet(List.of(new OffsetRange(from, until - 1)));
  }

  /** Ascending, disjoint, none next to another. */
  public List<OffsetRange> ranges() {
    return ranges;
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** The lowest offset; of a set that is not empty. */
  public long first() {
    return ranges.getFirst().first();
  }

  /** The offset behind the highest one; of a set that is not empty. */
  public long until() {
    return ranges.getLast().last() + 1;
  }

  /** How many there are. */
  public long count() {
    long count = 0;
    for (OffsetRange range : ranges) {
      count += range.count();
    }
    return count;
  }

  /** Takes logarithmic time. */
  public boolean contains(long offset) {
    int low = 0;
    int high = ranges.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      OffsetRange range = ranges.get(middle);
      if (offset < range.first()) {
        high = middle - 1;
      } else if (offset > range.last()) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  /** What is in one of them. */
  public OffsetSet union(OffsetSet other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    List<OffsetRange> all = new ArrayList<>(ranges);
    all.addAll(other.ranges);
    return of(all);
  }

  /** What is in both. */
  public OffsetSet intersect(OffsetSet other) {
    Builder both = new Builder();
    int i = 0;
    int j = 0;
    while (i < ranges.size() && j < other.ranges.size()) {
      OffsetRange a = ranges.get(i);
      OffsetRange b = other.ranges.get(j);
      long first = Math.max(a.first(), b.first());
      long last = Math.min(a.last(), b.last());
      if (first <= last) {
        both.add(new OffsetRange(first, last));
      }
      if (a.last() < b.last()) {
        i++;
      } else {
        j++;
      }
    }
    return both.build();
  }

  /** What is in this one only. */
  public OffsetSet minus(OffsetSet other) {
    Builder rest = new Builder();
    int j = 0;
    for (OffsetRange range : ranges) {
      long next = range.first();
      while (j < other.ranges.size() && other.ranges.get(j).last() < next) {
        j++;
      }
      int k = j;
      while (k < other.ranges.size() && other.ranges.get(k).first() <= range.last()) {
        OffsetRange gone = other.ranges.get(k++);
        if (gone.first() > next) {
          rest.add(new OffsetRange(next, gone.first() - 1));
        }
        next = Math.max(next, gone.last() + 1);
      }
      if (next <= range.last()) {
        rest.add(new OffsetRange(next, range.last()));
      }
    }
    return rest.build();
  }

  /** Takes ranges in ascending order of their first offsets. Owned by one thread. */
  public static final class Builder {
    private final List<OffsetRange> ranges = new ArrayList<>();

    /** From {@code from} up to, without, {@code until}; nothing if there is nothing between. */
    public void add(long from, long until) {
      if (from < until) {
        add(new OffsetRange(from, until - 1));
      }
    }

    /** All of the range, which may overlap earlier ones. */
    public void add(OffsetRange range) {
      OffsetRange last = ranges.isEmpty() ? null : ranges.getLast();
      if (last == null || range.first() > last.last() + 1) {
        ranges.add(range);
      } else if (range.last() > last.last()) {
        ranges.set(ranges.size() - 1, new OffsetRange(last.first(), range.last()));
      }
    }

    /** What was added. */
    public OffsetSet build() {
      return ranges.isEmpty() ? EMPTY : new OffsetSet(List.copyOf(ranges));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OffsetSet set && ranges.equals(set.ranges);
  }

  @Override
  public int hashCode() {
    return ranges.hashCode();
  }

  @Override
  public String toString() {
    return ranges.toString();
  }
}
