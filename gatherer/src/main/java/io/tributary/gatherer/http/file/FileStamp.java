package io.tributary.gatherer.http.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * What tells that a file was changed or replaced.
 *
 * @param key what the file system calls the file, if it calls it anything
 * @param modified when, in milliseconds since 1970
 * @param bytes its length
 */
public record FileStamp(@Nullable Object key, long modified, long bytes) {
  /** That of a file as it is now, behind links; null if it is not there. Blocks. */
  public static @Nullable FileStamp of(Path path) {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return new FileStamp(file.fileKey(), file.lastModifiedTime().toMillis(), file.size());
    } catch (IOException e) {
      return null;
    }
  }
}
