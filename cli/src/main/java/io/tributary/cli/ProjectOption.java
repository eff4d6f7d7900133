package io.tributary.cli;

import io.tributary.connector.kafka.SourceSettings;
import io.tributary.protocol.datafile.Connection;
import io.tributary.protocol.datafile.DatafileException;
import io.tributary.protocol.datafile.Datafiles;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.Project;
import io.tributary.protocol.wording.Wording;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The project that a command is about. What is wrong with it goes to stderr. */
final class ProjectOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--datafiles",
      paramLabel = "FOLDER",
      description = "The folder of the project (default: DATAFILES of the environment, or here).")
  private @Nullable Path datafiles;

  /**
   * A datasource and where it reads from, null where only HTTP fills it, or the project lacks the
   * connection.
   */
  record Found(Datasource datasource, @Nullable Connection connection) {}

  /** All datasources; empty when there are problems. */
  Optional<List<Found>> all() {
    return load()
        .map(project -> project.datasources().stream().map(d -> found(project, d)).toList());
  }

  /** One datasource; empty when there are problems or no such one. */
  Optional<Found> find(String name) {
    Optional<Project> project = load();
    if (project.isEmpty()) {
      return Optional.empty();
    }
    List<Datasource> datasources = project.get().datasources();
    for (Datasource candidate : datasources) {
      if (candidate.name().equals(name)) {
        return Optional.of(found(project.get(), candidate));
      }
    }
    List<String> names = datasources.stream().map(Datasource::name).toList();
    err()
        .println(
            "tributary: no datasource %s in %s%s"
                .formatted(Wording.quoted(name), folder(), Wording.didYouMean(name, names)));
    return Optional.empty();
  }

  /** One datasource that reads from Kafka; empty when there are problems or no such one. */
  Optional<Found> findWithTopic(String name) {
    Optional<Found> found = find(name);
    if (found.isPresent() && !hasTopic(found.get())) {
      return Optional.empty();
    }
    return found.filter(one -> one.connection() != null);
  }

  /** False, and says so, when only HTTP fills a datasource. */
  boolean hasTopic(Found found) {
    boolean has = found.datasource().kafka().isPresent();
    if (!has) {
      err()
          .println(
              "tributary: datasource %s has no KAFKA_* settings: HTTP fills it, and there is no topic to look at"
                  .formatted(found.datasource().name()));
    }
    return has;
  }

  /**
   * Where a datasource reads from.
   *
   * @param found with a connection
   * @param timeout of each request to the brokers
   */
  static SourceSettings source(Found found, Duration timeout) {
    return SourceSettings.of(
        found.datasource(),
        Objects.requireNonNull(found.connection()),
        new SourceSettings.Timeouts(timeout, timeout, timeout));
  }

  private static Found found(Project project, Datasource datasource) {
    Connection connection =
        datasource
            .kafka()
            .map(kafka -> project.connections().get(kafka.connectionName()))
            .orElse(null);
    return new Found(datasource, connection);
  }

  private Optional<Project> load() {
    try {
      return Optional.of(Datafiles.load(folder(), System::getenv));
    } catch (DatafileException e) {
      e.problems().forEach(problem -> err().println("tributary: " + problem));
      return Optional.empty();
    }
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private Path folder() {
    if (datafiles != null) {
      return datafiles;
    }
    return Path.of(
        Objects.requireNonNullElseGet(
            System.getenv("TRIBUTARY_DATAFILES"),
            () -> Objects.requireNonNullElse(System.getenv("DATAFILES"), ".")));
  }
}
