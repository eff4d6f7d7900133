package io.tributary.gatherer.spool;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An open file; see {@link Disk}. Any thread. */
interface DiskFile extends Closeable {
  /** Writes some of the bytes at an offset, and says how many. */
  int write(ByteBuffer bytes, long offset) throws IOException;

  /** Reads some bytes from an offset, and says how many; -1 at the end of the file. */
  int read(ByteBuffer bytes, long offset) throws IOException;

  /** Length in bytes. */
  long size() throws IOException;

  /** Cuts the file to a length in bytes. */
  void truncate(long size) throws IOException;

  /** Makes everything written durable (fsync). After a failure nothing is known of the file. */
  void force() throws IOException;

  /** Writes all of the bytes at an offset. */
  default void writeFully(ByteBuffer bytes, long offset) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      int written = write(bytes, at);
      if (written <= 0) {
        throw new IOException("the disk took none of " + bytes.remaining() + " bytes");
      }
      at += written;
    }
  }

  /** All of a small file, little endian; of one above 1 GiB, which none is, only that much. */
  default ByteBuffer readAll() throws IOException {
    int length = (int) Math.min(size(), 1 << 30);
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    readFully(bytes, 0);
    return bytes.flip();
  }

  /** Fills the buffer from an offset. */
  default void readFully(ByteBuffer bytes, long offset) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      int read = read(bytes, at);
      if (read < 0) {
        throw new EOFException(
            "the file ends at " + at + ", " + bytes.remaining() + " bytes early");
      }
      at += read;
    }
  }
}
