package io.tributary.cli;

import io.tributary.cli.gatherer.GathererClient;
import io.tributary.cli.gatherer.TableView;
import io.tributary.connector.kafka.Adoption;
import io.tributary.connector.kafka.SourceSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tributary datasource adopt}. */
@Command(
    name = "adopt",
    description = {
      "Has a datasource go on with its topic and its table as they are now, after it ended because"
          + " one of them is another than before.",
      "Its connectors must be stopped. Rows are never touched: what the table holds already is not"
          + " stored again. docs/delivery.md explains it."
    })
final class DatasourceAdoptCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private GathererOption gatherer = new GathererOption();
  @Mixin private ProjectOption project = new ProjectOption();

  @Parameters(paramLabel = "DATASOURCE", description = "Its name.")
  private String datasource = "";

  /** Where to go on, as it is typed. */
  enum From {
    committed,
    earliest
  }

  @Option(
      names = "--from",
      required = true,
      paramLabel = "WHERE",
      description =
          "committed: where the consumer group is; earliest: at the first record that Kafka has.")
  private From from = From.committed;

  @Override
  public Integer call() throws InterruptedException {
    Optional<ProjectOption.Found> found = project.findWithTopic(datasource);
    if (found.isEmpty()) {
      return ExitCode.USAGE;
    }
    UUID table;
    try (GathererClient client = gatherer.client()) {
      table = new TableView(client).table(datasource).uuid();
    }
    SourceSettings settings = ProjectOption.source(found.get(), TIMEOUT);
    List<Adoption.Adopted> adopted =
        new Adoption(settings, table)
            .adopt(
                switch (from) {
                  case committed -> Adoption.From.COMMITTED;
                  case earliest -> Adoption.From.EARLIEST;
                });
    PrintWriter out = spec.commandLine().getOut();
    for (Adoption.Adopted one : adopted) {
      out.println(
          "partition %d: from offset %d (%s)"
              .formatted(
                  one.partition(),
                  one.now(),
                  one.before() == null
                      ? "nothing was committed"
                      : "committed was " + one.before()));
    }
    out.println(datasource + " goes on from there when its connector is started.");
    out.flush();
    return ExitCode.OK;
  }
}
