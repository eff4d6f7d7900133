package io.tributary.gatherer.audit;

import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what was delivered of one partition with what is held, in two steps: first a few numbers
 * of each chunk of offsets, which settle it for nearly all of them; then, only for chunks whose
 * numbers differ, the offsets themselves.
 *
 * <pre>
 *   chunk                numbers                                       verdict
 *   nothing held         –                                             all its rows are missing
 *   as it should be      rows + quarantined = distinct = delivered,    clean
 *                        and their sums are equal
 *   anything else                                                      look at the offsets
 * </pre>
 *
 * <p>Equal counts and sums of different sets take two missing rows at least, and as many rows of
 * offsets that were reported as skipped, with the same sum.
 *
 * <p>Pure; owned by one thread. Used in this order: {@link #counted}, {@link #suspects}, {@link
 * #seen}, {@link #finding}.
 */
final class PartitionAudit {
  private final SourcePartition source;
  private final Scope scope;
  private final int chunkOffsets;
  private final Map<Long, ChunkCount> counts = new HashMap<>();
  private final List<OffsetRange> missing = new ArrayList<>();
  private final List<OffsetRange> twice = new ArrayList<>();
  private final List<OffsetRange> unreported = new ArrayList<>();
  private long rows;
  private long quarantined;
  private boolean truncated;

  /**
   * What is compared.
   *
   * @param windows offsets that are looked at; not empty
   * @param delivered what was reported, inside of the windows
   */
  record Scope(OffsetSet windows, Delivered delivered) {}

  PartitionAudit(SourcePartition source, Scope scope, int chunkOffsets) {
    this.source = source;
    this.scope = scope;
    this.chunkOffsets = chunkOffsets;
  }

  SourcePartition source() {
    return source;
  }

  Scope scope() {
    return scope;
  }

  /** ClickHouse's numbers of one chunk; a chunk without any holds nothing. */
  void counted(ChunkCount count) {
    counts.put(count.chunk(), count);
  }

  /**
   * Settles what the numbers settle.
   *
   * @param most so many chunks are looked at; with more the finding is truncated
   * @return the offsets to look at, one set for each chunk
   */
  List<OffsetSet> suspects(int most) {
    List<OffsetSet> suspects = new ArrayList<>();
    for (Chunk chunk : chunks()) {
      ChunkCount count = counts.get(chunk.number());
      if (count == null) {
        missing.addAll(chunk.rows().ranges());
        unreported.addAll(chunk.holes().ranges());
      } else if (isAsItShouldBe(chunk, count)) {
        rows += count.rows();
        quarantined += count.quarantined();
      } else if (suspects.size() < most) {
        suspects.add(chunk.window());
      } else {
        truncated = true;
      }
    }
    return suspects;
  }

  private record Chunk(long number, OffsetSet window, OffsetSet rows, OffsetSet holes) {}

  private boolean isAsItShouldBe(Chunk chunk, ChunkCount count) {
    // Holes that are held need no report.
    OffsetSet wanted = chunk.rows().union(chunk.holes());
    return count.replayed() == 0
        && count.rows() + count.quarantined() == wanted.count()
        && count.distinct() == wanted.count()
        && count.sum() == sumFrom(chunk.number() * chunkOffsets, wanted);
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

  /** The windows, cut at the borders of chunks; walks along all sets once. */
  private List<Chunk> chunks() {
    OffsetSet wanted = scope.delivered().rows();
    OffsetSet holes = scope.windows().minus(scope.delivered().covered());
    Cutter windows = new Cutter(scope.windows(), chunkOffsets);
    Cutter rowsOf = new Cutter(wanted, chunkOffsets);
    Cutter holesOf = new Cutter(holes, chunkOffsets);
    List<Chunk> chunks = new ArrayList<>();
    for (long number = windows.nextChunk(); number >= 0; number = windows.nextChunk()) {
      chunks.add(
          new Chunk(number, windows.take(number), rowsOf.take(number), holesOf.take(number)));
    }
    return chunks;
  }

  /**
   * The offsets of one suspect chunk.
   *
   * @param window as {@link #suspects} said
   * @param islands all that is held of it, none overlapping another
   */
  void seen(OffsetSet window, List<Island> islands) {
    OffsetSet once = held(islands, Island.Kind.ROW);
    OffsetSet aside = held(islands, Island.Kind.QUARANTINED);
    OffsetSet more = held(islands, Island.Kind.TWICE);
    OffsetSet held = once.union(aside).union(more).intersect(window);
    rows += once.union(more).intersect(window).count();
    quarantined += aside.intersect(window).count();
    twice.addAll(more.intersect(window).ranges());
    missing.addAll(scope.delivered().rows().intersect(window).minus(held).ranges());
    unreported.addAll(window.minus(scope.delivered().covered()).minus(held).ranges());
  }

  private static OffsetSet held(List<Island> islands, Island.Kind kind) {
    return OffsetSet.of(
        islands.stream()
            .filter(island -> island.kind() == kind)
            .map(island -> new OffsetRange(island.first(), island.last()))
            .toList());
  }

  /** True when more offsets could only lengthen lists that are cut already. */
  boolean isFull() {
    return missing.size() >= PartitionFinding.MAX_RANGES
        && twice.size() >= PartitionFinding.MAX_RANGES;
  }

  /** Some suspects are not looked at. */
  void truncate() {
    truncated = true;
  }

  PartitionFinding finding() {
    List<OffsetRange> cutMissing = cut(missing);
    List<OffsetRange> cutTwice = cut(twice);
    List<OffsetRange> cutUnreported = cut(unreported);
    return new PartitionFinding(
        source,
        scope.windows().first(),
        scope.windows().until(),
        rows,
        quarantined,
        cutMissing,
        cutTwice,
        cutUnreported,
        scope.delivered().skipped().intersect(scope.windows()).count(),
        truncated);
  }

  private List<OffsetRange> cut(List<OffsetRange> found) {
    List<OffsetRange> joined = OffsetSet.of(found).ranges();
    if (joined.size() > PartitionFinding.MAX_RANGES) {
      truncated = true;
      return joined.subList(0, PartitionFinding.MAX_RANGES);
    }
    return joined;
  }

  /** Hands out a set chunk by chunk. */
  private static final class Cutter {
    private final List<OffsetRange> ranges;
    private final int chunkOffsets;
    private int at;
    private long next;

    Cutter(OffsetSet set, int chunkOffsets) {
      this.ranges = set.ranges();
      this.chunkOffsets = chunkOffsets;
      this.next = set.isEmpty() ? -1 : set.first();
    }

    /** The first chunk that has offsets which were not taken, -1 without one. */
    long nextChunk() {
      return at < ranges.size() ? next / chunkOffsets : -1;
    }

    /** Takes what the set has of this chunk; chunks are asked in ascending order. */
    OffsetSet take(long chunk) {
      long end = (chunk + 1) * chunkOffsets - 1;
      OffsetSet.Builder taken = new OffsetSet.Builder();
      while (at < ranges.size() && next <= end) {
        OffsetRange range = ranges.get(at);
        long last = Math.min(range.last(), end);
        taken.add(new OffsetRange(next, last));
        if (last == range.last()) {
          at++;
          next = at < ranges.size() ? ranges.get(at).first() : -1;
        } else {
          next = last + 1;
        }
      }
      return taken.build();
    }
  }
}
