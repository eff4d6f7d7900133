package io.tributary.cli;

import io.tributary.load.http.HttpLoad;
import io.tributary.load.http.HttpLoadOptions;
import io.tributary.load.http.HttpPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary load http}. */
@Command(
    name = "http",
    description = {
      "Sends rows to the Events API of a gatherer of its own, and the same straight to ClickHouse,"
          + " measures both, and proves that each acknowledged row is there once.",
      "Exit code 0 only if that holds. docs/load.md explains phases and report."
    })
final class LoadHttpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "500",
      description = "Producers, each with one request at a time (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "2000",
      description =
          "Requests per second of all of them in paced phases (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--rows-per-request",
      paramLabel = "N",
      defaultValue = "20",
      description = "Most rows of a paced request; it has 1 or more (default: ${DEFAULT-VALUE}).")
  private int rowsPerRequest;

  @Option(
      names = "--seconds",
      paramLabel = "T",
      defaultValue = "60",
      description = "Length of each phase (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "T",
      defaultValue = "20",
      description = "Seconds before the first phase (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--pipelined",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Requests that a connection sends ahead of answers in one-row; 1 for none (default:"
              + " ${DEFAULT-VALUE}).")
  private int pipelined;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "The same seed gives the same requests (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--phases",
      paramLabel = "PHASE",
      split = ",",
      description =
          "Which, in this order: 202, wait, direct, direct-async, one-row, bulk (default: all).")
  private List<String> phases = HttpPhase.words();

  @Option(
      names = "--clickhouse",
      paramLabel = "URL",
      description =
          "A ClickHouse without a password, in place of one of the sandbox; gets a database that is"
              + " dropped at the end.")
  private @Nullable String clickHouse;

  @Mixin private LoadFolderOptions folders = new LoadFolderOptions();

  @Override
  public Integer call() {
    HttpLoadOptions options = options();
    LoadLines lines = new LoadLines(spec.commandLine().getOut());
    HttpLoad load = new HttpLoad(options, folders.work(), lines);
    lines.say("Load over HTTP, logs in " + load.folder());
    boolean holds = load.run(command(), folders.output());
    lines.say("Report: " + folders.report("http"));
    if (holds) {
      lines.say("Holds: each row of each acknowledged request is there once.");
    } else {
      spec.commandLine()
          .getErr()
          .println(
              "tributary: not every acknowledged row is there once; the report names requests");
    }
    return holds ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private HttpLoadOptions options() {
    try {
      return new HttpLoadOptions(
          new HttpLoadOptions.Offer(connections, rate, rowsPerRequest, pipelined, seed),
          Duration.ofSeconds(seconds),
          Duration.ofSeconds(warmUp),
          chosen(),
          Optional.ofNullable(clickHouse));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private List<HttpPhase> chosen() {
    List<HttpPhase> chosen = new ArrayList<>();
    for (String word : phases) {
      chosen.add(
          HttpPhase.of(word)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "there is no phase '%s': use %s"
                              .formatted(word, String.join(", ", HttpPhase.words())))));
    }
    return chosen;
  }

  private String command() {
    return "./tributary load http --connections %d --rate %d --rows-per-request %d --seconds %d --warm-up %d --pipelined %d --seed %d --phases %s%s"
        .formatted(
            connections,
            rate,
            rowsPerRequest,
            seconds,
            warmUp,
            pipelined,
            seed,
            String.join(",", phases),
            clickHouse == null ? "" : " --clickhouse " + clickHouse);
  }
}
