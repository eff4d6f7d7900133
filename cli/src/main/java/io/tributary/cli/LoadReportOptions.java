package io.tributary.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where {@code tributary load http} and {@code http-crash} leave what they have found. */
final class LoadReportOptions {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "The report (default: load-results/COMMAND.md).")
  private @Nullable Path report;

  @Option(
      names = "--work",
      paramLabel = "FOLDER",
      description = "Where logs go (default: .tributary/load).")
  private @Nullable Path work;

  /** The file for the report of this command. */
  Path report(String command) {
    return report == null ? Path.of("load-results", command + ".md") : report;
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
