package io.tributary.cli;

import io.tributary.connector.ConnectorMain;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tributary connector}. */
@Command(
    name = "connector",
    description = {
      "Runs a connector: consumes the topics of the datasources in DATAFILES and streams them"
          + " to a gatherer.",
      "Settings come from the environment and from --config; docs/configuration.md lists them."
    })
final class ConnectorCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();

  @Override
  public Integer call() {
    return ConnectorMain.run(config.file());
  }
}
