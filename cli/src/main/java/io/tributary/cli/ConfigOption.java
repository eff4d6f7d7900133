package io.tributary.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The settings file of a service. */
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A file of KEY=value lines; the environment wins over it.")
  private @Nullable Path file;

  @Nullable Path file() {
    return file;
  }
}
