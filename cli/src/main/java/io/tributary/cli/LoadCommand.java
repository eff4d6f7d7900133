package io.tributary.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary load}. */
@Command(
    name = "load",
    description = "Puts load and faults on Tributary, on this machine, and measures.",
    synopsisSubcommandLabel =
        "run | gate | compare | flame | chaos | frames | http | http-body | http-crash",
    subcommands = {
      LoadRunCommand.class,
      LoadGateCommand.class,
      LoadCompareCommand.class,
      LoadFlameCommand.class,
      LoadChaosCommand.class,
      LoadFramesCommand.class,
      LoadHttpCommand.class,
      LoadHttpBodyCommand.class,
      LoadHttpCrashCommand.class
    })
final class LoadCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Say what to do: run, gate, compare, flame, chaos, frames, http, http-body or http-crash.");
  }
}
