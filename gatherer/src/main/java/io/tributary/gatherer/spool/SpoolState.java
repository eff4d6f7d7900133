package io.tributary.gatherer.spool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What memory knows of the spool. Any thread: everything holds the monitor, for as long as it takes
 * to look at one entry or at one group, and never during input or output.
 */
final class SpoolState {
  /** Where an entry is. */
  record Located(Segment segment, int offset) {}

  private final TreeMap<Position, Segment> segments = new TreeMap<>();
  private final Space space;
  private final KeyIndex keys;

  SpoolState(SpoolSettings settings) {
    this.space = new Space(settings);
    this.keys = new KeyIndex(settings.maxKeys(), settings.keyWindow().toMillis());
  }

  /** Takes the cost of an entry, or says why not. */
  synchronized Optional<SpoolFullException> takeEntry(long cost) {
    return space.takeEntry(cost);
  }

  /** An entry was not written after all. */
  synchronized void giveBackEntry(long cost) {
    space.giveBackEntry(cost);
  }

  /** A new file of entries. */
  synchronized Segment begin(Position first) {
    Segment segment = new Segment(first, keys.tail());
    segment.charge(Space.SEGMENT_BYTES);
    space.take(Space.SEGMENT_BYTES, 0);
    segments.put(first, segment);
    return segment;
  }

  /** All entries of a file that was there are in its segment: takes what they take of the bound. */
  synchronized void chargeRestored(Segment segment, long bytes) {
    segment.charge(bytes);
    space.take(bytes, segment.count());
  }

  /** Bytes that belong to no segment. */
  synchronized void takeBytes(long bytes) {
    space.take(bytes, 0);
  }

  /** A file has more bytes than its entries. */
  synchronized void chargeJunk(Segment segment, long bytes) {
    segment.charge(bytes);
    space.take(bytes, 0);
  }

  /** An entry is durable. Its cost was taken before. */
  synchronized void written(Segment segment, long entry, int offset, long cost) {
    segment.add(entry, offset);
    segment.charge(cost);
  }

  /** A request is complete by an entry in {@code last}; these came before. */
  synchronized void completed(List<Position> earlier, Segment last) {
    for (Position position : earlier) {
      Segment segment = segmentOf(position);
      if (segment != null && segment != last) {
        segment.needs(segment.index(position), last);
      }
    }
  }

  /** A key that belongs to a segment, which is the newest or being recovered. */
  synchronized void addKey(Segment segment, KeyedAnswer keyed) {
    keys.add(keyed);
    segment.endKey(keys.tail());
  }

  /** A key whose segment is gone. */
  synchronized void addKey(KeyedAnswer keyed) {
    keys.add(keyed);
  }

  /** Ordinal of the next key. */
  synchronized long nextKey() {
    return keys.tail();
  }

  /** The answer to a key, within its window. */
  synchronized Optional<Answer> answer(KeyHash key, long nowMillis) {
    return keys.find(key, nowMillis);
  }

  /** Forgets keys that are out of their window; answers the ordinal of the oldest one left. */
  synchronized long expireKeys(long nowMillis) {
    keys.expire(nowMillis);
    return keys.head();
  }

  /** The keys of a segment that are still known. */
  synchronized List<KeyedAnswer> keysOf(Segment segment) {
    List<KeyedAnswer> known = new ArrayList<>();
    for (long at = Math.max(segment.firstKey(), keys.head()); at < segment.endKey(); at++) {
      known.add(keys.get(at));
    }
    return known;
  }

  /**
   * Marks an entry as settled; nothing happens if it was, or is gone.
   *
   * @return true if its file can go now
   */
  synchronized boolean settle(Position position) {
    Segment segment = segmentOf(position);
    if (segment == null || !segment.settle(segment.index(position))) {
      return false;
    }
    return segment.isDone();
  }

  /** Nothing is appended to it any more. */
  synchronized void seal(Segment segment) {
    segment.seal();
  }

  synchronized void markDamaged(Segment segment) {
    segment.markDamaged();
  }

  /** Where an entry is; null if it is not here, or not any more. */
  synchronized @Nullable Located locate(Position position) {
    Segment segment = segmentOf(position);
    return segment == null ? null : new Located(segment, segment.offset(segment.index(position)));
  }

  /** The first unsettled entry behind a position and before an incarnation; null for none. */
  synchronized @Nullable Position nextUnsettled(@Nullable Position behind, long incarnation) {
    Map.Entry<Position, Segment> at = behind == null ? null : segments.floorEntry(behind);
    if (at == null) {
      at = segments.firstEntry();
    }
    while (at != null && at.getKey().incarnation() < incarnation) {
      Segment segment = at.getValue();
      long from = behind == null ? 0 : segment.indexBehind(behind);
      int next = from < segment.count() ? segment.nextUnsettled((int) from) : -1;
      if (next >= 0) {
        return segment.position(next);
      }
      at = segments.higherEntry(at.getKey());
    }
    return null;
  }

  /** All segments, oldest first. */
  synchronized List<Segment> segments() {
    return List.copyOf(segments.values());
  }

  /** Files that can go. */
  synchronized List<Segment> done() {
    return segments.values().stream()
        .filter(segment -> segment.isDone() && segment.isKeysSaved())
        .toList();
  }

  /** Files whose keys have to be saved, and can be. */
  synchronized List<Segment> keysToSave() {
    return segments.values().stream()
        .filter(segment -> segment.isSealed() && !segment.isKeysSaved())
        .toList();
  }

  synchronized void keysSaved(Segment segment) {
    segment.keysSaved();
  }

  /** See {@link Segment#takeUnsaved}. */
  synchronized List<int[]> takeUnsaved(Segment segment) {
    return segment.takeUnsaved();
  }

  synchronized void notSaved(Segment segment, List<int[]> ranges) {
    segment.notSaved(ranges);
  }

  /**
   * A file is gone.
   *
   * @param keptBytes of it that are still on disk, under another name
   */
  synchronized void remove(Segment segment, long keptBytes) {
    segments.remove(segment.first());
    space.giveBack(segment.chargeBytes() - keptBytes, segment.count());
  }

  synchronized SpoolUsage usage() {
    long unsettled = 0;
    long wastedBytes = 0;
    for (Segment segment : segments.values()) {
      unsettled += segment.unsettled();
      wastedBytes += segment.wastedBytes();
    }
    return new SpoolUsage(
        space.used(),
        space.bound(),
        space.entries(),
        unsettled,
        segments.size(),
        keys.tail() - keys.head(),
        keys.evicted(),
        wastedBytes);
  }

  private @Nullable Segment segmentOf(Position position) {
    Map.Entry<Position, Segment> floor = segments.floorEntry(position);
    return floor == null || floor.getValue().index(position) < 0 ? null : floor.getValue();
  }
}
