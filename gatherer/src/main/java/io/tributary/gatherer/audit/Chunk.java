package io.tributary.gatherer.audit;

import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;

/**
 * Some offsets of a partition beside each other, and what its numbers tell of them.
 *
 * <p>Equal counts and sums of different sets take two missing rows at least, and as many rows of
 * offsets that nobody asks for, with the same sum.
 *
 * @param number of the chunk
 * @param window its offsets
 * @param rows those of them that must be held
 * @param holes those of them that are in no report
 */
record Chunk(long number, OffsetSet window, OffsetSet rows, OffsetSet holes) {

  /** What is to be done about it, the most urgent first. */
  enum Verdict {
    /** Rows may be missing: look. */
    SUSPECT,
    /** All of it is known to be bad: look whether it still is. */
    KNOWN,
    /** As if exactly its rows were held, and nothing of its holes: look, to be sure. */
    EMPTY_HOLES,
    /** Only duplicates, which are allowed: look, to name them. */
    DUPLICATES,
    /** Only duplicates, which are allowed and known. */
    KNOWN_DUPLICATES,
    /** Exactly its rows are held, and all of its holes. */
    CLEAN
  }

  /** What the numbers tell. */
  Verdict verdict(ChunkCount count, int chunkOffsets, PartitionAudit.Scope scope) {
    long base = number * chunkOffsets;
    // Holes that are held need no report.
    OffsetSet wanted = rows.union(holes);
    if (isExactly(wanted, count, base)) {
      return Verdict.CLEAN;
    }
    if (!holes.isEmpty() && isExactly(rows, count, base)) {
      return Verdict.EMPTY_HOLES;
    }
    boolean known = window.minus(scope.known()).isEmpty();
    // Where nothing is skipped, nothing else can be held.
    if (scope.delivered().guarantee() == Guarantee.AT_LEAST_ONCE
        && count.distinct() == wanted.count()
        && wanted.equals(window)) {
      return known ? Verdict.KNOWN_DUPLICATES : Verdict.DUPLICATES;
    }
    return known ? Verdict.KNOWN : Verdict.SUSPECT;
  }

  private static boolean isExactly(OffsetSet offsets, ChunkCount count, long base) {
    return count.rows() + count.quarantined() == offsets.count()
        && count.distinct() == offsets.count()
        && count.sum() == sumFrom(base, offsets);
  }

  /** The sum of the distances from {@code base}, modulo 2⁶⁴. */
  private static long sumFrom(long base, OffsetSet offsets) {
    long sum = 0;
    for (OffsetRange range : offsets.ranges()) {
      long count = range.count();
      long twiceMiddle = range.first() - base + range.last() - base;
      // One of the two is even.
      sum += (count & 1) == 0 ? count / 2 * twiceMiddle : twiceMiddle / 2 * count;
    }
    return sum;
  }
}
