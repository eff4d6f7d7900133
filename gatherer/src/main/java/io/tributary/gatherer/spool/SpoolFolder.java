package io.tributary.gatherer.spool;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of files. Segments sort by name as their entries do.
 *
 * @param path of the folder
 */
record SpoolFolder(Path path) {
  private static final Pattern NAME = Pattern.compile("(\\d{10})-(\\d{19})\\.(spool|settled|keys)");

  /** Where damaged segments go, once what is left of them is settled. */
  Path corrupt() {
    return path.resolve("corrupt");
  }

  Path lock() {
    return path.resolve("lock");
  }

  Path properties() {
    return path.resolve("spool.properties");
  }

  /** A name for a file that is being written. */
  static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + ".tmp");
  }

  static boolean isUnfinished(Path file) {
    return file.getFileName().toString().endsWith(".tmp");
  }

  /** A file of the segment that starts with an entry. */
  Path file(Position first, FileKind kind) {
    return path.resolve(
        "%010d-%019d.%s".formatted(first.incarnation(), first.entry(), kind.ending()));
  }

  /** The segment that a file belongs to, if it is of that kind. */
  static Optional<Position> segment(Path file, FileKind kind) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches() || !name.group(3).equals(kind.ending())) {
      return Optional.empty();
    }
    try {
      long incarnation = Long.parseLong(name.group(1));
      return incarnation < 1 || incarnation > Position.MAX_INCARNATION
          ? Optional.empty()
          : Optional.of(new Position(incarnation, Long.parseLong(name.group(2))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
