package io.tributary.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary datasource}. */
@Command(
    name = "datasource",
    description = "Decides what a datasource cannot decide by itself.",
    synopsisSubcommandLabel = "(adopt)",
    subcommands = {DatasourceAdoptCommand.class})
final class DatasourceCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: adopt.");
  }
}
