package io.tributary.gatherer.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that entries are appended to. Belongs to the writer.
 *
 * <p>Failure semantics: after a failed write or fsync the file is abandoned. What was durable
 * before stays readable; nothing is written to it any more, since the operating system may have
 * dropped what it could not write and report success the next time.
 */
final class ActiveSegment {
  private static final Logger LOG = LoggerFactory.getLogger(ActiveSegment.class);

  private final Path path;
  private final DiskFile file;
  private final Segment segment;
  private int synced = FileHead.BYTES;
  private int written = FileHead.BYTES;

  private ActiveSegment(Path path, DiskFile file, Segment segment) {
    this.path = path;
    this.file = file;
    this.segment = segment;
  }

  /** Creates a file, durably. One of this name has no entry that anybody was told of. */
  static ActiveSegment create(Disk disk, SpoolFolder folder, FileHead head, SpoolState state)
      throws IOException {
    Path path = folder.file(head.first(), FileKind.ENTRIES);
    disk.delete(path);
    DiskFile file = disk.create(path);
    try {
      file.writeFully(head.encode(FileKind.ENTRIES), 0);
      file.force();
      disk.syncFolder(folder.path());
    } catch (IOException e) {
      quietly(file::close);
      quietly(() -> disk.delete(path));
      throw e;
    }
    return new ActiveSegment(path, file, state.begin(head.first()));
  }

  Path path() {
    return path;
  }

  Segment segment() {
    return segment;
  }

  /** Bytes that are durable. */
  int synced() {
    return synced;
  }

  /** Bytes that are written. */
  int written() {
    return written;
  }

  void write(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    file.writeFully(bytes, written);
    written += length;
  }

  void force() throws IOException {
    file.force();
    synced = written;
  }

  /** Nothing is appended any more. */
  void close() {
    quietly(file::close);
  }

  /**
   * Cuts what is not durable, as far as the disk lets it; answers the bytes that are left of it.
   */
  long abandon() {
    quietly(() -> file.truncate(synced));
    long left = (long) written - synced;
    try {
      left = Math.max(0, file.size() - synced);
    } catch (IOException e) {
      LOG.debug("cannot see the size of {}", path, e);
    }
    close();
    return left;
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void quietly(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      LOG.debug("after a failure of the disk", e);
    }
  }
}
