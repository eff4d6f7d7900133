package io.tributary.gatherer.spool;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * The disk failed. For an append: its rows are not acknowledged, and a crash right now may or may
 * not leave them in the spool. The spool tries again by itself.
 */
public final class SpoolFailedException extends SpoolException {
  private static final long serialVersionUID = 1L;

  SpoolFailedException(String message) {
    super(message);
  }

  /**
   * @param doing what failed: "write", "fsync", "read"
   * @param file it was done to
   */
  static SpoolFailedException of(String doing, Path file, IOException cause) {
    String reason = reason(cause);
    return new SpoolFailedException(
        "the spool cannot " + doing + ' ' + file + ": " + reason + ": " + wayOut(reason));
  }

  private static String reason(IOException cause) {
    if (cause instanceof FileSystemException named && named.getReason() != null) {
      return named.getReason();
    }
    String message = cause.getMessage();
    String name = cause.getClass().getSimpleName();
    return cause.getClass() == IOException.class && message != null
        ? message
        : name + (message == null ? "" : " (" + message + ")");
  }

  private static String wayOut(String reason) {
    if (reason.contains("No space") || reason.contains("quota")) {
      return "free space on this disk; the spool tries again by itself";
    }
    if (reason.contains("Read-only")) {
      return "mount the disk for writing; the spool tries again by itself";
    }
    if (reason.contains("ermission") || reason.contains("AccessDenied")) {
      return "let the gatherer's user write there; the spool tries again by itself";
    }
    return "look at the disk and the kernel's log (dmesg); the spool tries again by itself";
  }
}
