package io.tributary.gatherer;

import io.tributary.service.process.ServiceProcess;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts a gatherer process. */
public final class GathererMain {
  private GathererMain() {}

  public static void main(String[] args) {
    System.exit(run(args.length == 0 ? null : Path.of(args[0]), Map.of()));
  }

  /**
   * Runs a gatherer until it is asked to stop.
   *
   * @param config settings file or null
   * @param given settings that win over those of file and environment, by their names
   * @return exit code
   */
  public static int run(@Nullable Path config, Map<String, String> given) {
    return ServiceProcess.run(
        "gatherer",
        config,
        given,
        in -> {
          GathererSettings settings = GathererSettings.read(in);
          in.finish();
          return process -> new Gatherer(process.vertx(), settings);
        });
  }
}
