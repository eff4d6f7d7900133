package io.tributary.cli;

import java.nio.file.Path;

/** Where the command keeps what it makes. */
final class Folders {
  private Folders() {}

  /** The folder for data and logs: {@code .tributary} beside the launcher. */
  static Path work() {
    String home = System.getenv("TRIBUTARY_HOME");
    return Path.of(home == null ? "." : home).toAbsolutePath().normalize().resolve(".tributary");
  }
}
