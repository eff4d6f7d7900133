package io.tributary.load.flame;

import java.nio.file.Path;

/**
 * A file of the JVM's flight recorder.
 *
 * @param name of the graphs; the samples of recordings of one name are laid together
 * @param span samples of other times do not count
 */
public record Recording(String name, Path file, Span span) {
  public Recording {
    if (!name.matches("[\\w.-]+")) {
      throw new IllegalArgumentException("'" + name + "' is not a name for files");
    }
  }
}
