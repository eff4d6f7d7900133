package io.tributary.sandbox.clickhouse;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The folder where bodies wait, in memory-backed {@code /dev/shm} where there is one.
 *
 * <p>Thread: any.
 */
final class Spool {
  /** The largest body, as received and once more as decoded. */
  static final long MAX_BODY_BYTES = 1L << 30;

  /** All bodies together while they are received. */
  static final long MAX_TOTAL_BYTES = 3L << 30;

  private final Path folder;
  private final AtomicLong names = new AtomicLong();
  private final AtomicLong used = new AtomicLong();

  private Spool(Path folder) {
    this.folder = folder;
  }

  /** Opens the folder, empty: what a killed process left there is deleted. */
  static Spool open(Path folder) throws IOException {
    Files.createDirectories(folder);
    clear(folder);
    return new Spool(folder);
  }

  Path newFile() {
    return folder.resolve("body-" + names.incrementAndGet());
  }

  /** Takes some bytes of what all bodies together may have; false if they are not left. */
  boolean reserve(long bytes) {
    if (used.addAndGet(bytes) > MAX_TOTAL_BYTES) {
      used.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void release(long bytes) {
    used.addAndGet(-bytes);
  }

  void delete() throws IOException {
    clear(folder);
    Files.deleteIfExists(folder);
  }

  private static void clear(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }
}
