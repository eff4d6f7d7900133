package io.tributary.gatherer.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * The sidecar that says which entries of a segment are settled: a head and records of 12 bytes,
 * little endian. Not fsynced: what it lacks is handed out once more.
 *
 * <pre>
 *   0      4       8     12
 *   | from | count | crc |   indexes in the segment; crc: salt, incarnation, firstEntry, from, count
 * </pre>
 */
final class SettledFile {
  static final int RECORD_BYTES = 12;

  private static final int CRC_PREFIX = 12;

  private final Disk disk;
  private final SpoolFolder folder;
  private final SpoolIdentity identity;
  private final Checksum checksum;

  SettledFile(Disk disk, SpoolFolder folder, SpoolIdentity identity) {
    this.disk = disk;
    this.folder = folder;
    this.identity = identity;
    this.checksum = new Checksum(identity.salt());
  }

  /**
   * Adds ranges of settled entries.
   *
   * @param bytes of the sidecar so far, 0 if there is none yet
   * @return bytes of it now
   */
  long append(Position segment, long bytes, List<int[]> ranges, boolean force, long nowMillis)
      throws IOException {
    ByteBuffer out =
        ByteBuffer.allocate(FileHead.BYTES + ranges.size() * RECORD_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    Path path = folder.file(segment, FileKind.SETTLED);
    if (bytes == 0) {
      disk.delete(path);
      out.put(new FileHead(identity, segment, nowMillis).encode(FileKind.SETTLED));
    }
    for (int[] range : ranges) {
      out.putInt(range[0]).putInt(range[1]).putInt(crc(segment, range[0], range[1]));
    }
    out.flip();
    long end = bytes + out.limit();
    try (DiskFile file = bytes == 0 ? disk.create(path) : disk.edit(path)) {
      file.writeFully(out, bytes);
      if (force) {
        file.force();
      }
    }
    return end;
  }

  /**
   * Marks in a segment what its sidecar has. A sidecar that is not as it was written is taken away
   * and made anew later; its good records count.
   */
  void load(Segment segment) throws IOException, SpoolUnusableException {
    Path path = folder.file(segment.first(), FileKind.SETTLED);
    ByteBuffer bytes;
    try (DiskFile file = disk.view(path)) {
      bytes = file.readAll();
    }
    boolean perfect = decode(bytes, segment, path);
    segment.sidecarBytes(perfect ? bytes.limit() : 0);
    if (!perfect) {
      segment.forgetSaved();
    }
  }

  private boolean decode(ByteBuffer bytes, Segment segment, Path path)
      throws SpoolUnusableException {
    try {
      FileHead.decode(FileKind.SETTLED, bytes).require(identity, segment.first());
    } catch (RuleBreach e) {
      if (e.rule() == SpoolRule.VERSION) {
        throw new SpoolUnusableException(path + ": " + e.getMessage());
      }
      return false;
    }
    boolean perfect = (bytes.limit() - FileHead.BYTES) % RECORD_BYTES == 0;
    for (int at = FileHead.BYTES; at + RECORD_BYTES <= bytes.limit(); at += RECORD_BYTES) {
      try {
        int from = bytes.getInt(at);
        int count = bytes.getInt(at + 4);
        check(segment.first(), from, count, bytes.getInt(at + 8));
        segment.settleSaved(from, count);
      } catch (RuleBreach e) {
        perfect = false;
      }
    }
    return perfect;
  }

  /** That a record is as it was written. */
  void check(Position segment, int from, int count, int expected) throws RuleBreach {
    int crc = crc(segment, from, count);
    if (crc != expected) {
      throw RuleBreach.checksum(SpoolRule.RECORD_CHECKSUM, expected, crc);
    }
    if (from < 0 || count < 1) {
      throw new RuleBreach(SpoolRule.RECORD_RANGE, count + " entries from " + from);
    }
  }

  private int crc(Position segment, int from, int count) {
    ByteBuffer bytes =
        ByteBuffer.allocate(CRC_PREFIX + 8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt((int) segment.incarnation())
            .putLong(segment.entry())
            .putInt(from)
            .putInt(count);
    return checksum.salted(bytes, 0, bytes.position());
  }
}
