package io.tributary.cli.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of a quickstart, which is emptied only if a quickstart made it. */
final class WorkFolder {
  private static final String MARK = "made-by-tributary-quickstart";

  private WorkFolder() {}

  /**
   * Leaves the folder there and empty but for its mark.
   *
   * @throws IllegalStateException if it holds anything that is not a quickstart's
   */
  static void empty(Path folder) {
    try {
      if (Files.exists(folder) && !isEmpty(folder)) {
        if (!Files.exists(folder.resolve(MARK))) {
          throw new IllegalStateException(
              folder + " is not empty and was not made by a quickstart; name another folder");
        }
        delete(folder);
      }
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(MARK), "Emptied by the next quickstart.\n");
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot empty " + folder + " (does another quickstart run?): " + e.getMessage(), e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.findAny().isEmpty();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }
}
