package io.tributary.cli;

import io.tributary.cli.gatherer.GathererClient;
import io.tributary.service.settings.Address;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The gatherer that a command talks to. */
final class GathererOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--gatherer",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:7172",
      description =
          "The gatherer's GATHERER_MANAGEMENT_LISTEN (default: ${DEFAULT-VALUE}). Its token is"
              + " taken from the environment: GATHERER_TOKEN.")
  private String address = "";

  /** To be closed. */
  GathererClient client() {
    try {
      return new GathererClient(Address.parse(address), token());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--gatherer takes host:port, not %s.".formatted(address));
    }
  }

  /** What gatherers and their connectors want to be shown, empty for nothing. */
  static String token() {
    return Objects.requireNonNullElseGet(
        System.getenv("TRIBUTARY_GATHERER_TOKEN"),
        () -> Objects.requireNonNullElse(System.getenv("GATHERER_TOKEN"), ""));
  }
}
