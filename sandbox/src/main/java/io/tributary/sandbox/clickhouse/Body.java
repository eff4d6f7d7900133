package io.tributary.sandbox.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A request's body, complete: small ones in memory, others in a file of the spool.
 *
 * <p>Thread: one at a time; blocks on files. Close it to delete what it has on disk.
 */
sealed interface Body extends AutoCloseable {
  /** Bodies above this go to disk; a statement has to fit within it, as {@code max_query_size}. */
  int MEMORY_BYTES = 256 << 10;

  /** The first bytes, up to {@link #MEMORY_BYTES}. */
  byte[] prefix() throws IOException;

  /** Size in bytes. */
  long length();

  /** All bytes from an offset on. */
  InputStream from(long offset) throws IOException;

  @Override
  void close();

  /** A small one. */
  final class InMemory implements Body {
    private final byte[] bytes;

    InMemory(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public byte[] prefix() {
      return bytes;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public InputStream from(long offset) {
      return new java.io.ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
    }

    @Override
    public void close() {
      // Nothing on disk.
    }
  }

  /** A large one. */
  record InFile(Path file, long length) implements Body {
    @Override
    public byte[] prefix() throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        return in.readNBytes(MEMORY_BYTES);
      }
    }

    @Override
    public InputStream from(long offset) throws IOException {
      return Channels.newInputStream(FileChannel.open(file).position(offset));
    }

    @Override
    public void close() {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Writes some bytes and then this body from an offset on. */
  default InFile copy(Path target, byte[] lead, long offset) throws IOException {
    try (InputStream in = from(offset);
        OutputStream out = Files.newOutputStream(target)) {
      out.write(lead);
      long copied = in.transferTo(out);
      return new InFile(target, lead.length + copied);
    }
  }
}
