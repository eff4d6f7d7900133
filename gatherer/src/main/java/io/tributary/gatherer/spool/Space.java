package io.tributary.gatherer.spool;

import java.util.Optional;

/**
 * Bytes and entries that are taken. An entry is charged when it is accepted, with all that will
 * ever be written for it, so that what was accepted never fails for want of space. Guarded by
 * {@link SpoolState}.
 */
final class Space {
  /** Heads of a segment's three files. */
  static final int SEGMENT_BYTES = 3 * FileHead.BYTES;

  private final long maxBytes;
  private final long maxEntries;
  private final long headroom;
  private long used;
  private long entries;

  Space(SpoolSettings settings) {
    this.maxBytes = settings.maxBytes();
    this.maxEntries = settings.maxEntries();
    this.headroom = settings.headroomBytes();
  }

  /** All that is ever written for an entry, in bytes. */
  static long cost(SpoolEntry entry, long entryBytes) {
    return entryBytes
        + SettledFile.RECORD_BYTES
        + (entry.answer().isPresent() ? KeysFile.RECORD_BYTES : 0);
  }

  /** Takes the cost of an entry, or says why not. */
  Optional<SpoolFullException> takeEntry(long cost) {
    if (used + cost + headroom > maxBytes) {
      return Optional.of(full("holds %d of %d bytes and gets %d".formatted(used, maxBytes, cost)));
    }
    if (entries >= maxEntries) {
      return Optional.of(full("holds %d entries, which is the most it may".formatted(entries)));
    }
    entries++;
    used += cost;
    return Optional.empty();
  }

  /** An entry was not written after all. */
  void giveBackEntry(long cost) {
    entries--;
    used -= cost;
  }

  /** Takes bytes and entries that are there anyway. */
  void take(long bytes, long entryCount) {
    used += bytes;
    entries += entryCount;
  }

  void giveBack(long bytes, long entryCount) {
    take(-bytes, -entryCount);
  }

  long used() {
    return used;
  }

  long bound() {
    return maxBytes;
  }

  long entries() {
    return entries;
  }

  private SpoolFullException full(String why) {
    return new SpoolFullException(
        "the spool "
            + why
            + ": it empties as ClickHouse stores the rows; make it larger if this lasts",
        used,
        maxBytes);
  }
}
