package io.tributary.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where {@code tributary load} leaves what it has found. */
final class LoadFolderOptions {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

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

  /** The file for the report of this command. */
  Path report(String command) {
    return output.resolve(command + ".md");
  }

  /** The folder for logs and data; each run makes one of its own in there. */
  Path work() {
    return work == null ? Folders.work().resolve("load") : work;
  }

  /** One of its own in there. */
  Path newFolder(String command) {
    return work().toAbsolutePath().resolve(command + "-" + STAMP.format(Instant.now()));
  }
}
