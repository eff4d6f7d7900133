package io.tributary.cli;

import java.nio.file.Path;

/** Where the command keeps what it makes. */
final class Folders {
  private Folders() {}

  /** The folder for data and logs: {@code .tributary} beside the launcher. */
  static Path work() {
    return project().resolve(".tributary");
  }

  /** A file or folder of the project, such as {@code docs/load.md}; as short as it can be said. */
  static Path ofProject(String path) {
    Path here = Path.of("").toAbsolutePath().normalize();
    return project().equals(here) ? Path.of(path) : project().resolve(path);
  }

  /** The launcher says where it is; without it, it is here. */
  static Path project() {
    String home = System.getenv("TRIBUTARY_HOME");
    return Path.of(home == null ? "." : home).toAbsolutePath().normalize();
  }
}
