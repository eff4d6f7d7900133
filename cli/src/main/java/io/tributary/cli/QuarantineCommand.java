package io.tributary.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary quarantine}. */
@Command(
    name = "quarantine",
    description = "Shows records that could not be stored as rows, and stores them later.",
    synopsisSubcommandLabel = "(list | show | replay)",
    subcommands = {
      QuarantineListCommand.class,
      QuarantineShowCommand.class,
      QuarantineReplayCommand.class,
    })
final class QuarantineCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: list, show or replay.");
  }
}
