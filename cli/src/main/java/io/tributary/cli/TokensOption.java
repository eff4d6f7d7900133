package io.tributary.cli;

import io.tributary.gatherer.http.token.TokenFile;
import io.tributary.service.settings.SettingsReader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The file of tokens that a command is about. */
final class TokensOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--tokens",
      paramLabel = "FILE",
      description = "The gatherer's HTTP_TOKENS; by default what --config or the environment says.")
  private @Nullable Path path;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The gatherer's settings file; the environment wins over it.")
  private @Nullable Path config;

  /** The file, which need not be there. */
  TokenFile file() {
    return new TokenFile(path == null ? configured() : path);
  }

  private Path configured() {
    String text = SettingsReader.of(System.getenv(), config).text("HTTP_TOKENS", "", "");
    if (text.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Say which file holds the tokens: set HTTP_TOKENS, as for the gatherer, or give"
              + " --tokens.");
    }
    return Path.of(text);
  }
}
