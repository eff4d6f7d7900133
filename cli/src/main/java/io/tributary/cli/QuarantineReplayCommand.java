package io.tributary.cli;

import io.tributary.cli.gatherer.GathererClient;
import io.tributary.cli.gatherer.GathererException;
import io.tributary.cli.quarantine.Replay;
import io.tributary.cli.quarantine.ReplaySource;
import io.tributary.cli.quarantine.ReplaySummary;
import io.tributary.cli.terminal.ProgressLine;
import io.tributary.protocol.datafile.Connection;
import io.tributary.protocol.datafile.MetaColumns;
import io.tributary.protocol.datafile.SchemaRegistryAddress;
import io.tributary.service.settings.SettingsException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tributary quarantine replay}. */
@Command(
    name = "replay",
    description = {
      "Decodes quarantined records of a datasource again, with its datafile and its table as they"
          + " are now, and stores those that are rows, each once.",
      "Exit code 1 if some are still no rows. docs/quarantine.md explains it."
    })
final class QuarantineReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private GathererOption gatherer = new GathererOption();
  @Mixin private ProjectOption project = new ProjectOption();
  @Mixin private RowChoiceOptions rows = new RowChoiceOptions();

  @Parameters(paramLabel = "DATASOURCE", description = "Its name.")
  private String datasource = "";

  @Option(names = "--dry-run", description = "Only say what would be done.")
  private boolean dryRun;

  @Option(names = "--json", description = "The result as a JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Optional<ProjectOption.Found> found = project.find(datasource);
    if (found.isEmpty()) {
      return ExitCode.USAGE;
    }
    if (found.get().datasource().metaColumns() == MetaColumns.OFF) {
      spec.commandLine()
          .getErr()
          .println(
              "tributary: datasource %s has META_COLUMNS off, so that its table could not tell which records were stored before; send the rows again over HTTP"
                  .formatted(datasource));
      return ExitCode.USAGE;
    }
    ReplaySource wanted;
    try {
      wanted = source(found.get());
    } catch (SettingsException e) {
      PrintWriter err = spec.commandLine().getErr();
      e.problems().forEach(problem -> err.println("tributary: " + problem));
      return ExitCode.USAGE;
    }
    try (GathererClient client = gatherer.client()) {
      ReplaySummary summary = json ? quietly(client, wanted) : loudly(client, wanted);
      spec.commandLine().getOut().flush();
      return summary.isComplete() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private ReplaySummary quietly(GathererClient client, ReplaySource wanted) {
    ReplaySummary summary = new Replay(client, wanted, mode(), state -> {}).run(rows.choice());
    spec.commandLine().getOut().println(summary.json(datasource));
    return summary;
  }

  private ReplaySummary loudly(GathererClient client, ReplaySource wanted) {
    ProgressLine progress = new ProgressLine(spec.commandLine().getOut());
    AtomicReference<String> shown = new AtomicReference<>("");
    try {
      ReplaySummary summary =
          new Replay(
                  client,
                  wanted,
                  mode(),
                  state -> {
                    shown.set(line(state));
                    progress.show(shown::get);
                  })
              .run(rows.choice());
      progress.end(line(summary));
      explain(summary);
      return summary;
    } catch (GathererException e) {
      if (!shown.get().isEmpty()) {
        progress.end(shown.get());
      }
      throw e;
    }
  }

  private Replay.Mode mode() {
    return dryRun ? Replay.Mode.DRY_RUN : Replay.Mode.STORE;
  }

  private String line(ReplaySummary summary) {
    return datasource + ": " + (summary.records() == 0 ? "nothing to replay" : summary.line());
  }

  private void explain(ReplaySummary summary) {
    PrintWriter err = spec.commandLine().getErr();
    summary.problems().forEach(problem -> err.println("  " + problem.line()));
    long more = summary.stillBad() - summary.problems().size();
    if (more > 0) {
      err.println("  … and " + ProgressLine.count(more) + " more");
    }
    if (summary.cut() > 0) {
      err.println(
          "  %s too large to be kept whole; only Kafka can still have them"
              .formatted(ProgressLine.count(summary.cut())));
    }
  }

  private static ReplaySource source(ProjectOption.Found found) {
    Connection connection = found.connection();
    SchemaRegistryAddress registry = connection == null ? null : connection.schemaRegistry();
    return new ReplaySource(
        found.datasource(),
        registry == null ? null : ReplaySource.Registry.of(registry, System.getenv()));
  }
}
