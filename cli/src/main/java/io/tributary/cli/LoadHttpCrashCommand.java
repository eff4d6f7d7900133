package io.tributary.cli;

import io.tributary.load.http.crash.HttpCrashOptions;
import io.tributary.load.http.crash.HttpCrashReport;
import io.tributary.load.http.crash.HttpCrashResult;
import io.tributary.load.http.crash.HttpCrashRun;
import io.tributary.load.report.Machine;
import io.tributary.sandbox.EngineInstall;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary load http-crash}. */
@Command(
    name = "http-crash",
    description = {
      "Kills a gatherer that takes rows over HTTP again and again, and ClickHouse in one of five"
          + " rounds, and proves that each acknowledged row is there once.",
      "Exit code 0 only if that holds. docs/load.md explains what is sent and proven."
    })
final class LoadHttpCrashCommand implements Callable<Integer> {
  private static final int SHOWN_FLAWS = 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "" + HttpCrashOptions.USUAL_KILLS,
      description = "How often the gatherer is killed (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of requests and of the times of kills (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "" + HttpCrashOptions.USUAL_CONNECTIONS,
      description = "Producers (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Mixin private LoadFolderOptions folders = new LoadFolderOptions();

  @Override
  public Integer call() {
    HttpCrashOptions options = options();
    LoadLines lines = new LoadLines(spec.commandLine().getOut());
    Path folder = folders.newFolder("http-crash");
    lines.say("Crashes under load over HTTP, seed %d, logs in %s".formatted(seed, folder));
    Path unused = EngineInstall.ensure(lines::say);
    HttpCrashResult result = new HttpCrashRun(options, folder, lines).run();
    Path report = folders.report("http-crash");
    String home = System.getenv("TRIBUTARY_HOME");
    Machine machine = Machine.here(home == null ? folder : Path.of(home));
    new HttpCrashReport(machine, command(), result).write(report);
    lines.say("Report: " + report);
    if (result.holds()) {
      lines.say(
          "Holds: each row of %,d acknowledged requests is there once."
              .formatted(result.verdict().acknowledged()));
      return ExitCode.OK;
    }
    say(result);
    return ExitCode.SOFTWARE;
  }

  private void say(HttpCrashResult result) {
    var err = spec.commandLine().getErr();
    result.problems().forEach(problem -> err.println("tributary: " + problem));
    result.verdict().flaws().stream()
        .limit(SHOWN_FLAWS)
        .forEach(flaw -> err.println("tributary: " + flaw));
    err.println(
        "tributary: does not hold: %d flaws; logs and data are in %s"
            .formatted(result.verdict().flawCount(), result.folder()));
  }

  private HttpCrashOptions options() {
    try {
      return new HttpCrashOptions(kills, seed, connections);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private String command() {
    return "./tributary load http-crash --kills %d --seed %d --connections %d"
        .formatted(kills, seed, connections);
  }
}
