package io.tributary.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where {@code tributary load} leaves what it has found. */
final class LoadFolderOptions {
  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      defaultValue = "load-results",
      description = "Where the report goes (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("");

  @Option(
      names = "--work",
      paramLabel = "FOLDER",
      description = "Where logs go (default: .tributary/load).")
  private @Nullable Path work;

  /** The folder for reports. */
  Path output() {
    return output;
  }

  /** The folder for logs and data; each run makes one of its own in there. */
  Path work() {
    return work == null ? Folders.work().resolve("load") : work;
  }
}
