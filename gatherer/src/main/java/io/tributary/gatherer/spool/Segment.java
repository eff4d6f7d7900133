package io.tributary.gatherer.spool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What memory knows of one file of entries: where each is, and which are settled. Some 5 bytes an
 * entry. Guarded by {@link SpoolState}.
 */
final class Segment {
  private static final int MISSING = -1;
  private static final int FIRST_ENTRIES = 64;

  private final Position first;
  private int[] offsets = new int[FIRST_ENTRIES];
  private int count;
  private final BitSet settled = new BitSet();
  private final BitSet unsaved = new BitSet();
  private int settledCount;

  /** By index of an unsettled entry: the segment that has the last entry of its request. */
  private final Map<Integer, Segment> lastParts = new HashMap<>();

  /** Unsettled entries elsewhere whose requests are only complete by entries in here. */
  private int neededBy;

  private long chargeBytes;
  private long sidecarBytes;
  private boolean sealed;
  private boolean damaged;
  private boolean keysSaved;
  private final long firstKey;
  private long endKey;

  /**
   * @param first number of the first entry
   * @param nextKey ordinal of the next idempotency key
   */
  Segment(Position first, long nextKey) {
    this.first = first;
    this.firstKey = nextKey;
    this.endKey = nextKey;
  }

  Position first() {
    return first;
  }

  /** Entries, missing ones included. */
  int count() {
    return count;
  }

  int unsettled() {
    return count - settledCount;
  }

  /** Position behind the last entry. */
  Position end() {
    return position(count);
  }

  Position position(int index) {
    return new Position(first.incarnation(), first.entry() + index);
  }

  /** Index of an entry, or -1 if it is not in here. */
  int index(Position position) {
    long index = position.entry() - first.entry();
    return position.incarnation() == first.incarnation()
            && index >= 0
            && index < count
            && offsets[(int) index] != MISSING
        ? (int) index
        : -1;
  }

  /** Index of the first entry behind a position; maybe past the end. */
  long indexBehind(Position position) {
    int order = Long.compare(position.incarnation(), first.incarnation());
    long index = position.entry() + 1 - first.entry();
    return order > 0 ? count : order < 0 ? 0 : Math.max(index, 0);
  }

  int offset(int index) {
    return offsets[index];
  }

  /** Adds an entry; those between the last one and it are missing, and settled. */
  void add(long entry, int offset) {
    int index = Math.toIntExact(entry - first.entry());
    if (index < count) {
      throw new IllegalStateException("entry " + entry + " comes after " + end());
    }
    if (index >= offsets.length) {
      offsets = Arrays.copyOf(offsets, Math.max(index + 1, offsets.length * 2));
    }
    Arrays.fill(offsets, count, index, MISSING);
    settled.set(count, index);
    settledCount += index - count;
    offsets[index] = offset;
    count = index + 1;
  }

  boolean isSettled(int index) {
    return settled.get(index);
  }

  /** Marks an entry as settled; false if it was. */
  boolean settle(int index) {
    if (settled.get(index)) {
      return false;
    }
    settled.set(index);
    unsaved.set(index);
    settledCount++;
    Segment needed = lastParts.remove(index);
    if (needed != null) {
      needed.neededBy--;
    }
    return true;
  }

  /** Index of the first unsettled entry from an index on, or -1. */
  int nextUnsettled(int from) {
    int next = settled.nextClearBit(from);
    return next < count ? next : -1;
  }

  /** The request of an unsettled entry is only complete by an entry of another segment. */
  void needs(int index, Segment other) {
    if (other != this && !settled.get(index) && lastParts.put(index, other) == null) {
      other.neededBy++;
    }
  }

  /** Nothing is appended any more. */
  void seal() {
    sealed = true;
  }

  /** True when the file can go, as soon as its keys are saved. */
  boolean isDone() {
    return sealed && settledCount == count && neededBy == 0;
  }

  /** Its bytes that are of settled entries, about, while unsettled ones keep them. */
  long wastedBytes() {
    return sealed && !isDone() && count > 0 ? chargeBytes * settledCount / count : 0;
  }

  boolean isSealed() {
    return sealed;
  }

  /** Settled entries that the sidecar does not have, as ranges of indexes: from, count, … */
  List<int[]> takeUnsaved() {
    List<int[]> ranges = new ArrayList<>();
    for (int from = unsaved.nextSetBit(0); from >= 0; ) {
      int end = unsaved.nextClearBit(from);
      ranges.add(new int[] {from, end - from});
      from = unsaved.nextSetBit(end);
    }
    unsaved.clear();
    return ranges;
  }

  /** The sidecar does not have these after all. */
  void notSaved(List<int[]> ranges) {
    ranges.forEach(range -> unsaved.set(range[0], range[0] + range[1]));
  }

  /** Marks a range as settled that the sidecar has; what is not in here is left out. */
  void settleSaved(int from, int length) {
    int end = (int) Math.min(count, (long) from + length);
    for (int index = from; index < end; index++) {
      if (settle(index)) {
        unsaved.clear(index);
      }
    }
  }

  /** The sidecar is of no use: everything has to be saved again. */
  void forgetSaved() {
    unsaved.or(settled);
  }

  long sidecarBytes() {
    return sidecarBytes;
  }

  void sidecarBytes(long bytes) {
    sidecarBytes = bytes;
  }

  /** What its files take of the bound. */
  long chargeBytes() {
    return chargeBytes;
  }

  void charge(long bytes) {
    chargeBytes += bytes;
  }

  boolean isDamaged() {
    return damaged;
  }

  /** The file is kept for a person to look at. */
  void markDamaged() {
    damaged = true;
  }

  boolean isKeysSaved() {
    return keysSaved || firstKey == endKey;
  }

  void keysSaved() {
    keysSaved = true;
  }

  long firstKey() {
    return firstKey;
  }

  long endKey() {
    return endKey;
  }

  void endKey(long ordinal) {
    endKey = ordinal;
  }

  @Override
  public String toString() {
    return "segment " + first;
  }
}
