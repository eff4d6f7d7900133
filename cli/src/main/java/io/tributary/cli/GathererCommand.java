package io.tributary.cli;

import io.tributary.gatherer.GathererMain;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tributary gatherer}. */
@Command(
    name = "gatherer",
    description = {
      "Runs a gatherer: takes batches from connectors and inserts them into ClickHouse.",
      "Settings come from the environment and from --config; docs/configuration.md lists them."
    })
final class GathererCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();

  @Override
  public Integer call() {
    return GathererMain.run(config.file());
  }
}
