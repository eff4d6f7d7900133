package io.tributary.connector;

import io.tributary.protocol.datafile.DatafileException;
import io.tributary.protocol.datafile.Datafiles;
import io.tributary.protocol.datafile.Project;
import io.tributary.service.process.ServiceProcess;
import io.tributary.service.settings.SettingsReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts a connector process. */
public final class ConnectorMain {
  private ConnectorMain() {}

  public static void main(String[] args) {
    System.exit(run(args.length == 0 ? null : Path.of(args[0])));
  }

  /**
   * Runs a connector until it is asked to stop.
   *
   * @param config settings file or null
   * @return exit code
   */
  public static int run(@Nullable Path config) {
    return ServiceProcess.run(
        "connector",
        config,
        in -> {
          ConnectorSettings settings = ConnectorSettings.read(in);
          Project project = project(settings, in);
          in.finish();
          return process -> new Connector(process, settings, project);
        });
  }

  private static Project project(ConnectorSettings settings, SettingsReader in) {
    try {
      return Datafiles.load(Path.of(settings.datafiles()), System::getenv);
    } catch (DatafileException e) {
      e.problems().forEach(problem -> in.problem(problem.toString()));
      return new Project(Map.of(), List.of());
    }
  }
}
