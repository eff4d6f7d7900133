package io.tributary.cli;

import io.tributary.cli.audit.Explain;
import io.tributary.cli.gatherer.ConnectorClient;
import io.tributary.cli.gatherer.GathererClient;
import io.tributary.cli.gatherer.GathererException;
import io.tributary.service.process.StartException;
import io.tributary.service.settings.Address;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tributary explain}. */
@Command(
    name = "explain",
    description = {
      "Says where one record of a topic is: not yet polled, in flight, stored, quarantined, skipped"
          + " by Kafka, expired, or missing.",
      "Exit code 0 if that is known, 1 if it is missing or its row was lost, 2 if somebody who may"
          + " have it does not answer. docs/gap-detection.md explains it."
    })
final class ExplainCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private GathererOption gatherer = new GathererOption();
  @Mixin private ProjectOption project = new ProjectOption();

  @Parameters(index = "0", paramLabel = "DATASOURCE", description = "Its name.")
  private String datasource = "";

  @Parameters(index = "1", paramLabel = "TOPIC", description = "The topic.")
  private String topic = "";

  @Parameters(index = "2", paramLabel = "PARTITION", description = "Its number.")
  private int partition;

  @Parameters(index = "3", paramLabel = "OFFSET", description = "Of the record.")
  private long offset;

  @Option(
      names = "--connector",
      paramLabel = "HOST:PORT",
      description =
          "A connector's CONNECTOR_MANAGEMENT_LISTEN, to be asked what it has in its hands.")
  private @Nullable String connector;

  @Override
  public Integer call() throws InterruptedException {
    if (partition < 0 || offset < 0) {
      throw new ParameterException(
          spec.commandLine(), "PARTITION and OFFSET are 0 or more, not negative.");
    }
    Optional<ProjectOption.Found> found = project.findWithTopic(datasource);
    if (found.isEmpty()) {
      return ExitCode.USAGE;
    }
    try (GathererClient client = gatherer.client();
        ConnectorClient asked = connectorClient()) {
      Explain.Found place =
          new Explain(client, ProjectOption.source(found.get(), TIMEOUT).withTopic(topic), asked)
              .record(partition, offset);
      place.lines().forEach(spec.commandLine().getOut()::println);
      spec.commandLine().getOut().flush();
      return place.missing() ? ExitCode.SOFTWARE : ExitCode.OK;
    } catch (GathererException | StartException e) {
      spec.commandLine().getErr().println("tributary: " + e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private @Nullable ConnectorClient connectorClient() {
    if (connector == null) {
      return null;
    }
    try {
      return new ConnectorClient(Address.parse(connector), GathererOption.token());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--connector takes host:port, not %s.".formatted(connector));
    }
  }
}
