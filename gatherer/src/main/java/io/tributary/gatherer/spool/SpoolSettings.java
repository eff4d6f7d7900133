package io.tributary.gatherer.spool;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the spool is, and its bounds.
 *
 * @param folder of this spool alone; created if it is missing
 * @param maxBytes what all files may take together; at least four segments, 72 bytes for each key
 *     and the heads of files
 * @param maxEntries entries of all segments, 1 to 100,000,000; each takes 5 bytes of memory
 * @param segmentBytes size of a file, 4 KiB to 1 GiB
 * @param maxEntryBytes the largest entry, 256 bytes to 64 MiB and less than a segment; a write
 *     buffer of this size, at least 1 MiB, is kept outside the heap
 * @param queueBytes entries that wait for the disk, at least {@code maxEntryBytes}, at most 1 GiB
 * @param maxKeys idempotency keys, 1 to 16,777,216; each takes up to 88 bytes of memory
 * @param keyWindow how long a key is known, 1 s or more
 */
public record SpoolSettings(
    Path folder,
    long maxBytes,
    int maxEntries,
    int segmentBytes,
    int maxEntryBytes,
    int queueBytes,
    int maxKeys,
    Duration keyWindow) {
  private static final int KIB = 1_024;
  private static final int MIB = 1_024 * KIB;
  private static final int GIB = 1_024 * MIB;

  /** A key is in its segment and in a file of keys. */
  private static final long BYTES_PER_KEY = 2L * KeysFile.RECORD_BYTES;

  public SpoolSettings {
    require(maxEntries >= 1 && maxEntries <= 100_000_000, "maxEntries", maxEntries);
    require(segmentBytes >= 4 * KIB && segmentBytes <= GIB, "segmentBytes", segmentBytes);
    require(
        maxEntryBytes >= 256
            && maxEntryBytes <= EntryHead.MAX_LENGTH
            && maxEntryBytes <= segmentBytes - FileHead.BYTES,
        "maxEntryBytes",
        maxEntryBytes);
    require(queueBytes >= maxEntryBytes && queueBytes <= GIB, "queueBytes", queueBytes);
    require(maxKeys >= 1 && maxKeys <= 16 * MIB, "maxKeys", maxKeys);
    require(keyWindow.compareTo(Duration.ofSeconds(1)) >= 0, "keyWindow", keyWindow);
    require(
        maxBytes
            >= 4L * segmentBytes + BYTES_PER_KEY * maxKeys + headroom(queueBytes, segmentBytes),
        "maxBytes",
        maxBytes);
  }

  /**
   * Kept free for the heads of the files that whatever waits in the queue may need: two segments in
   * a row together hold more than one full segment.
   */
  long headroomBytes() {
    return headroom(queueBytes, segmentBytes);
  }

  private static long headroom(long queueBytes, long segmentBytes) {
    return Space.SEGMENT_BYTES * (2 + 2 * queueBytes / segmentBytes);
  }

  /** The defaults: files of 64 MiB, entries up to 16 MiB, a million keys for 24 hours. */
  public static SpoolSettings of(Path folder, long maxBytes) {
    return new SpoolSettings(
        folder,
        maxBytes,
        10_000_000,
        64 * MIB,
        16 * MIB,
        64 * MIB,
        1_000_000,
        Duration.ofHours(24));
  }

  private static void require(boolean holds, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " of the spool is out of range: " + value);
    }
  }
}
