package io.tributary.cli;

import io.tributary.load.frames.FramesOptions;
import io.tributary.load.frames.FramesPhase;
import io.tributary.load.frames.FramesReport;
import io.tributary.load.frames.FramesRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary load frames}. */
@Command(
    name = "frames",
    description = {
      "Feeds a gatherer with ready frames over its own protocol, measures it, and compares it with"
          + " what is asked of it and with client-v2.",
      "Exit code 0 only if all rows that were settled are stored. docs/load.md explains phases and"
          + " figures."
    })
final class LoadFramesCommand implements Callable<Integer> {
  /** Some 130 MB as RowBinary. */
  private static final int ENCODED_ROWS = 1_000_000;

  private static final int IDLE_BATCH_ROWS = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--phases",
      paramLabel = "PHASE",
      split = ",",
      description =
          "Which, in this order: saturated, idle, tables, idle-tables, held (default: all).")
  private List<String> phases = FramesPhase.words();

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "8000000",
      description = "saturated: rows of each run (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "4000000",
      description = "saturated: rows before the first run (default: ${DEFAULT-VALUE}).")
  private long warmUp;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "5",
      description = "saturated: runs of each side, in turns (default: ${DEFAULT-VALUE}).")
  private int pairs;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "6",
      description = "saturated: partitions of the table (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--batch-rows",
      paramLabel = "N",
      defaultValue = "8000",
      description =
          "Rows of a full batch; 8000 are about 1 MiB, as a connector sends them (default:"
              + " ${DEFAULT-VALUE}).")
  private int batchRows;

  @Option(
      names = "--idle-seconds",
      paramLabel = "T",
      defaultValue = "30",
      description = "idle: length of each of three turns (default: ${DEFAULT-VALUE}).")
  private int idleSeconds;

  @Option(
      names = "--tables",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,10,100,1000",
      description = "tables: how many, one measurement each (default: ${DEFAULT-VALUE}).")
  private List<Integer> tables = List.of();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100000",
      description = "tables: rows per second over all of them (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--tables-warm-up",
      paramLabel = "T",
      defaultValue = "20",
      description = "tables: seconds before each measurement (default: ${DEFAULT-VALUE}).")
  private int tablesWarmUp;

  @Option(
      names = "--tables-seconds",
      paramLabel = "T",
      defaultValue = "30",
      description = "tables: length of each measurement (default: ${DEFAULT-VALUE}).")
  private int tablesSeconds;

  @Option(
      names = "--idle-tables",
      paramLabel = "N",
      defaultValue = "990",
      description = "idle-tables: how many (default: ${DEFAULT-VALUE}).")
  private int idleTables;

  @Option(
      names = "--held-tables",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "held: tables that are sent to; 20 use all of GATHERER_MEMORY (default:"
              + " ${DEFAULT-VALUE}).")
  private int heldTables;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "The same seed gives the same rows (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--gatherer",
      paramLabel = "NAME=VALUE",
      description = "A setting of the gatherer that differs from its default; again for more.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--gatherer-jvm",
      paramLabel = "OPTION",
      description = "An option of its JVM behind -Xmx512m, such as -Xmx256m; again for more.")
  private List<String> jvm = new ArrayList<>();

  @Mixin private LoadFolderOptions folders = new LoadFolderOptions();

  @Override
  public Integer call() {
    FramesOptions options = options();
    LoadLines lines = new LoadLines(spec.commandLine().getOut());
    FramesRun run = new FramesRun(options, folders.work(), lines);
    lines.say("The gatherer alone, logs in " + run.folder());
    FramesReport report = run.run(command());
    report.write(folders.output());
    lines.say("Report: " + folders.output().resolve("frames.md"));
    report.missed().forEach(lines::say);
    List<String> problems = report.problems();
    problems.forEach(problem -> spec.commandLine().getErr().println("tributary: " + problem));
    return problems.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private FramesOptions options() {
    try {
      return new FramesOptions(
          chosen(),
          new FramesOptions.Rows(partitions, batchRows, ENCODED_ROWS, seed),
          new FramesOptions.Saturation(warmUp, rows, pairs),
          new FramesOptions.Idle(IDLE_BATCH_ROWS, idleSeconds),
          new FramesOptions.Tables(
              tables, rate, tablesWarmUp, tablesSeconds, idleTables, heldTables),
          new FramesOptions.Gatherer(settings, jvm));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private List<FramesPhase> chosen() {
    List<FramesPhase> chosen = new ArrayList<>();
    for (String word : phases) {
      chosen.add(
          FramesPhase.of(word)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "there is no phase '%s': use %s"
                              .formatted(word, String.join(", ", FramesPhase.words())))));
    }
    return chosen;
  }

  /** What was said on the command line. */
  private String command() {
    return "./tributary " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
  }
}
