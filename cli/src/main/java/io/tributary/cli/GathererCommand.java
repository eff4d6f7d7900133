package io.tributary.cli;

import io.tributary.gatherer.GathererMain;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tributary gatherer}. */
@Command(
    name = "gatherer",
    description = {
      "Runs a gatherer: takes batches from connectors, and with DATAFILES rows over HTTP, and",
      "inserts them into ClickHouse.",
      "Settings come from the environment and from --config; docs/configuration.md lists them."
    })
final class GathererCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--insecure",
      description =
          "Lets HTTP_LISTEN be an address that other machines can reach without TLS"
              + " (HTTP_INSECURE=true).")
  private boolean insecure;

  @Override
  public Integer call() {
    return GathererMain.run(config.file(), insecure ? Map.of("HTTP_INSECURE", "true") : Map.of());
  }
}
