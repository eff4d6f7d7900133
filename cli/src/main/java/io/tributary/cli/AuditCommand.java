package io.tributary.cli;

import io.tributary.cli.audit.Audit;
import io.tributary.cli.audit.AuditChoice;
import io.tributary.cli.audit.AuditOutcome;
import io.tributary.cli.audit.AuditView;
import io.tributary.cli.audit.Moment;
import io.tributary.cli.audit.Repair;
import io.tributary.cli.audit.TableVerdict;
import io.tributary.cli.gatherer.GathererClient;
import io.tributary.cli.gatherer.GathererException;
import io.tributary.connector.kafka.SourceSettings;
import io.tributary.service.process.StartException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** {@code tributary audit}. */
@Command(
    name = "audit",
    description = {
      "Says which records are missing in the tables or are there twice, with exact offsets.",
      "Exit code 0 if none is, 1 if some are, 2 if it cannot be checked. docs/gap-detection.md"
          + " explains it."
    })
final class AuditCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private GathererOption gatherer = new GathererOption();
  @Mixin private ProjectOption project = new ProjectOption();

  @Parameters(
      paramLabel = "DATASOURCE",
      arity = "0..1",
      description =
          "Its name (default: all of the project, and all that the gatherer has heard of).")
  private @Nullable String datasource;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Only what was delivered since then: 2026-01-31, 2026-01-31T12:00:00Z, or 24h for a day"
              + " ago. Times without a zone are UTC.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Only what was delivered before.")
  private @Nullable String to;

  @Option(
      names = "--repair",
      description = {
        "Has the datasource's connector fill the holes from Kafka when it is started next. It must"
            + " be stopped now.",
        "Exit code 0 if nothing else is wrong and everything was checked."
      })
  private boolean repair;

  @Override
  public Integer call() throws InterruptedException {
    Instant now = Instant.now();
    AuditChoice choice =
        new AuditChoice(datasource, moment("--from", from, now), moment("--to", to, now));
    Optional<List<ProjectOption.Found>> all = project.all();
    if (all.isEmpty()) {
      return ExitCode.USAGE;
    }
    Map<String, ProjectOption.Found> known = new HashMap<>();
    all.get().forEach(found -> known.put(found.datasource().name(), found));
    ProjectOption.Found named = datasource == null ? null : known.get(datasource);
    if (named != null && !project.hasTopic(named)) {
      return ExitCode.USAGE;
    }
    PrintWriter out = spec.commandLine().getOut();
    try (GathererClient client = gatherer.client()) {
      Audit audit = new Audit(client, sources(known));
      List<TableVerdict> tables = audit.run(choice);
      AuditView.findings(tables).forEach(out::println);
      boolean repairs = repair && tables.stream().anyMatch(table -> table.fillable() > 0);
      if (!repairs) {
        AuditView.advice(tables).forEach(out::println);
      }
      out.flush();
      return repairs
          ? repaired(new Repair(client, audit, choice), tables, known)
          : exitCode(tables.stream().map(AuditOutcome::of).toList());
    } catch (GathererException | StartException e) {
      spec.commandLine().getErr().println("tributary: " + e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private int repaired(
      Repair repair, List<TableVerdict> tables, Map<String, ProjectOption.Found> known)
      throws InterruptedException {
    List<AuditOutcome> outcomes = new ArrayList<>();
    for (TableVerdict table : tables) {
      ProjectOption.Found found = known.get(table.datasource());
      boolean filled =
          table.fillable() > 0
              && found != null
              && found.connection() != null
              && repaired(repair, table, found);
      outcomes.add(filled ? AuditOutcome.onceFilled(table) : AuditOutcome.of(table));
    }
    spec.commandLine().getOut().flush();
    return exitCode(outcomes);
  }

  private boolean repaired(Repair repair, TableVerdict table, ProjectOption.Found found)
      throws InterruptedException {
    try {
      repair
          .of(
              table,
              ProjectOption.source(found, TIMEOUT),
              found.datasource().topicSource().delivery())
          .forEach(spec.commandLine().getOut()::println);
      return true;
    } catch (StartException e) {
      spec.commandLine().getErr().println("tributary: " + e.getMessage());
      return false;
    }
  }

  private static int exitCode(List<AuditOutcome> outcomes) {
    return switch (AuditOutcome.worst(outcomes)) {
      case CLEAN -> ExitCode.OK;
      case UNCHECKED -> ExitCode.USAGE;
      case BROKEN -> ExitCode.SOFTWARE;
    };
  }

  private static Map<String, SourceSettings> sources(Map<String, ProjectOption.Found> known) {
    Map<String, SourceSettings> sources = new HashMap<>();
    known.forEach(
        (name, found) -> {
          if (found.connection() != null) {
            sources.put(name, ProjectOption.source(found, TIMEOUT));
          }
        });
    return sources;
  }

  private @Nullable Instant moment(String option, @Nullable String text, Instant now) {
    try {
      return text == null ? null : Moment.parse(text, now);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "%s %s: %s.".formatted(option, text, e.getMessage()));
    }
  }
}
