package io.tributary.gatherer.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Reads a file of any length through a buffer of 256 KiB. One thread. */
final class FileWindow {
  private static final int WINDOW_BYTES = 256 * 1_024;

  private final DiskFile file;
  private final long size;
  private final ByteBuffer window =
      ByteBuffer.allocate(WINDOW_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  private long start;

  FileWindow(DiskFile file) throws IOException {
    this.file = file;
    this.size = file.size();
  }

  long size() {
    return size;
  }

  /**
   * Makes bytes available in {@link #bytes()}; they must be in the file and few.
   *
   * @return where they are in there
   */
  int at(long offset, int length) throws IOException {
    if (offset < start || offset + length > start + window.limit()) {
      window.clear().limit((int) Math.min(WINDOW_BYTES, size - offset));
      file.readFully(window, offset);
      window.flip();
      start = offset;
    }
    return (int) (offset - start);
  }

  /** What {@link #at} made available, little endian. */
  ByteBuffer bytes() {
    return window;
  }

  /** CRC32C of a part of the file. */
  int crc(long offset, long length) throws IOException {
    CRC32C crc = new CRC32C();
    long left = length;
    while (left > 0) {
      int at = at(offset + length - left, 1);
      int part = (int) Math.min(left, window.limit() - at);
      crc.update(window.duplicate().position(at).limit(at + part));
      left -= part;
    }
    return (int) crc.getValue();
  }

  /** Offset of the first place from an offset on where a number is and some bytes follow, or -1. */
  long find(int number, long from, int length) throws IOException {
    for (long offset = from; offset + length <= size; offset++) {
      if (window.getInt(at(offset, length)) == number) {
        return offset;
      }
    }
    return -1;
  }
}
