package io.tributary.gatherer.audit;

import io.tributary.gatherer.audit.Chunk.Verdict;
import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
 * <p>Chunks in which a row may be missing are looked at before those that are known to be bad, and
 * newer ones before older ones, so that new damage is found whatever else is wrong. What is not
 * looked at, and what the lists have no room for, is left over.
 *
 * <p>Pure; owned by one thread. Used in this order: {@link #counted}, {@link #suspects}, {@link
 * #seen} for as many of them as there is time for, {@link #compared}.
 */
final class PartitionAudit {
  private final SourcePartition source;
  private final Scope scope;
  private final int chunkOffsets;
  private final Map<Long, ChunkCount> counts = new HashMap<>();
  private final Map<Long, Suspect> open = new HashMap<>();
  private final List<OffsetRange> missing = new ArrayList<>();
  private final List<OffsetRange> twice = new ArrayList<>();
  private final List<OffsetRange> unreported = new ArrayList<>();
  private final List<OffsetRange> leftOver = new ArrayList<>();
  private long rows;
  private long quarantined;
  private long badRows;
  private long badQuarantined;
  private long unchecked;
  private boolean truncated;

  /**
   * What is compared.
   *
   * @param windows offsets that are looked at; not empty
   * @param delivered what was reported, inside of the windows
   * @param known offsets that were found bad before
   */
  record Scope(OffsetSet windows, Delivered delivered, OffsetSet known) {
    /** Nothing is known. */
    Scope(OffsetSet windows, Delivered delivered) {
      this(windows, delivered, OffsetSet.EMPTY);
    }
  }

  private record Suspect(Chunk chunk, Verdict verdict) {}

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

  /**
   * ClickHouse's numbers of offsets of one chunk; a chunk without any holds nothing. May be called
   * for different offsets of the same chunk.
   */
  void counted(ChunkCount count) {
    counts.merge(count.chunk(), count, ChunkCount::plus);
  }

  /**
   * Settles what the numbers settle.
   *
   * @param most so many chunks are looked at
   * @return the offsets to look at, one set for each chunk, the most urgent first
   */
  List<OffsetSet> suspects(int most) {
    for (Chunk chunk : chunks()) {
      ChunkCount count = counts.get(chunk.number());
      if (count == null) {
        if (!add(missing, chunk.rows().ranges())) {
          leave(chunk, true);
        }
        truncated |= !add(unreported, chunk.holes().ranges());
      } else {
        rows += count.stored();
        quarantined += count.distinct() - count.stored();
        Verdict verdict = chunk.verdict(count, chunkOffsets, scope);
        if (verdict != Verdict.CLEAN) {
          open.put(chunk.number(), new Suspect(chunk, verdict));
        }
      }
    }
    return open.values().stream()
        .filter(suspect -> suspect.verdict() != Verdict.KNOWN_DUPLICATES)
        .sorted(
            Comparator.comparing(Suspect::verdict)
                .thenComparing(suspect -> suspect.chunk().number(), Comparator.reverseOrder()))
        .limit(most)
        .map(suspect -> suspect.chunk().window())
        .toList();
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
    Chunk chunk = Objects.requireNonNull(open.remove(window.first() / chunkOffsets)).chunk();
    OffsetSet stored = held(window, islands, Island.Kind.TWICE);
    OffsetSet aside = held(window, islands, Island.Kind.QUARANTINED_TWICE);
    OffsetSet more = stored.union(aside);
    OffsetSet held =
        more.union(held(window, islands, Island.Kind.ROW))
            .union(held(window, islands, Island.Kind.QUARANTINED));
    boolean hasRoom = add(missing, chunk.rows().minus(held).ranges());
    boolean listed = add(twice, more.ranges());
    truncated |= !listed;
    truncated |= !add(unreported, chunk.holes().minus(held).ranges());
    if (hasRoom && (listed || mayBeTwice())) {
      badRows += stored.count();
      badQuarantined += aside.count();
    } else {
      leave(chunk, true);
    }
  }

  private static OffsetSet held(OffsetSet window, List<Island> islands, Island.Kind kind) {
    return OffsetSet.of(
            islands.stream()
                .filter(island -> island.kind() == kind)
                .map(island -> new OffsetRange(island.first(), island.last()))
                .toList())
        .intersect(window);
  }

  private boolean mayBeTwice() {
    return scope.delivered().guarantee() == Guarantee.AT_LEAST_ONCE;
  }

  /** False if there is no room for all of them. */
  private static boolean add(List<OffsetRange> list, List<OffsetRange> more) {
    if (list.size() + more.size() > PartitionFinding.MAX_RANGES) {
      List<OffsetRange> joined = OffsetSet.of(list).ranges();
      list.clear();
      list.addAll(joined);
    }
    int room = Math.min(PartitionFinding.MAX_RANGES - list.size(), more.size());
    list.addAll(more.subList(0, room));
    return room == more.size();
  }

  /** True when more offsets could only lengthen lists that are cut already. */
  boolean isFull() {
    return missing.size() >= PartitionFinding.MAX_RANGES
        && (mayBeTwice() || twice.size() >= PartitionFinding.MAX_RANGES);
  }

  private void leave(Chunk chunk, boolean unknown) {
    leftOver.addAll(chunk.window().ranges());
    ChunkCount count = counts.get(chunk.number());
    if (count != null) {
      badRows += count.stored();
      badQuarantined += count.distinct() - count.stored();
    }
    if (unknown) {
      unchecked += chunk.window().count();
      truncated = true;
    }
  }

  /** What was found; suspects that were not seen are left over. */
  Compared compared() {
    for (Suspect suspect : open.values()) {
      Chunk chunk = suspect.chunk();
      leave(chunk, suspect.verdict() == Verdict.SUSPECT);
      truncated |= suspect.verdict() == Verdict.DUPLICATES;
      if (suspect.verdict() == Verdict.EMPTY_HOLES) {
        truncated |= !add(unreported, chunk.holes().ranges());
      }
    }
    open.clear();
    PartitionFinding finding =
        new PartitionFinding(
            source,
            scope.windows().first(),
            scope.windows().until(),
            rows,
            quarantined,
            OffsetSet.of(missing).ranges(),
            OffsetSet.of(twice).ranges(),
            OffsetSet.of(unreported).ranges(),
            scope.delivered().skipped().intersect(scope.windows()).count(),
            truncated,
            unchecked);
    return new Compared(finding, OffsetSet.of(leftOver), badRows, badQuarantined);
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
