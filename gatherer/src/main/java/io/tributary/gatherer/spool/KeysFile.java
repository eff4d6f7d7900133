package io.tributary.gatherer.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The idempotency keys of a segment: a head and records of 36 bytes, little endian, oldest first.
 * Written whole and fsynced under another name, then renamed.
 *
 * <pre>
 *   0     16           20            24           32    36
 *   | key | successful | quarantined | acceptedAt | crc |   crc: salt and the 32 bytes before it
 * </pre>
 */
final class KeysFile {
  static final int RECORD_BYTES = EntryCodec.ANSWER_BYTES + 4;

  /** What a file holds, and whether all of it is as it was written. */
  record Content(List<KeyedAnswer> keys, boolean perfect) {}

  private final Disk disk;
  private final SpoolFolder folder;
  private final SpoolIdentity identity;
  private final Checksum checksum;

  KeysFile(Disk disk, SpoolFolder folder, SpoolIdentity identity) {
    this.disk = disk;
    this.folder = folder;
    this.identity = identity;
    this.checksum = new Checksum(identity.salt());
  }

  /** Length of a file in bytes. */
  static long bytes(int keys) {
    return FileHead.BYTES + (long) keys * RECORD_BYTES;
  }

  /** Writes the keys of a segment, durably. */
  void write(Position segment, List<KeyedAnswer> keys, long nowMillis) throws IOException {
    ByteBuffer out =
        ByteBuffer.allocate(Math.toIntExact(bytes(keys.size()))).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new FileHead(identity, segment, nowMillis).encode(FileKind.KEYS));
    for (KeyedAnswer keyed : keys) {
      int start = out.position();
      EntryCodec.putAnswer(out, keyed);
      out.putInt(checksum.salted(out, start, start + EntryCodec.ANSWER_BYTES));
    }
    Path path = folder.file(segment, FileKind.KEYS);
    Path unfinished = SpoolFolder.unfinished(path);
    disk.delete(unfinished);
    try {
      try (DiskFile file = disk.create(unfinished)) {
        file.writeFully(out.flip(), 0);
        file.force();
      }
      disk.rename(unfinished, path);
    } catch (IOException e) {
      giveUp(unfinished, e);
      throw e;
    }
    disk.syncFolder(folder.path());
  }

  /** What was written of a file takes bytes that a full disk does not have. */
  private void giveUp(Path unfinished, IOException failure) {
    try {
      disk.delete(unfinished);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Reads the keys of a segment, as far as they are as they were written. */
  Content read(Position segment) throws IOException, SpoolUnusableException {
    Path path = folder.file(segment, FileKind.KEYS);
    ByteBuffer bytes;
    try (DiskFile file = disk.view(path)) {
      bytes = file.readAll();
    }
    return decode(bytes, segment, path);
  }

  private Content decode(ByteBuffer bytes, Position segment, Path path)
      throws SpoolUnusableException {
    List<KeyedAnswer> keys = new ArrayList<>();
    try {
      FileHead.decode(FileKind.KEYS, bytes).require(identity, segment);
    } catch (RuleBreach e) {
      if (e.rule() == SpoolRule.VERSION) {
        throw new SpoolUnusableException(path + ": " + e.getMessage());
      }
      return new Content(keys, false);
    }
    boolean perfect = (bytes.limit() - FileHead.BYTES) % RECORD_BYTES == 0;
    for (int at = FileHead.BYTES; at + RECORD_BYTES <= bytes.limit(); at += RECORD_BYTES) {
      try {
        check(bytes, at);
        keys.add(EntryCodec.answer(bytes, at));
      } catch (RuleBreach e) {
        perfect = false;
      }
    }
    return new Content(keys, perfect);
  }

  /** That the record at an offset is as it was written. */
  void check(ByteBuffer bytes, int at) throws RuleBreach {
    int crc = checksum.salted(bytes, at, at + EntryCodec.ANSWER_BYTES);
    int expected = bytes.getInt(at + EntryCodec.ANSWER_BYTES);
    if (crc != expected) {
      throw RuleBreach.checksum(SpoolRule.RECORD_CHECKSUM, expected, crc);
    }
  }
}
