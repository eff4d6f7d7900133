package io.tributary.cli;

import io.tributary.load.gate.GateComparison;
import io.tributary.load.gate.GateException;
import io.tributary.load.gate.GateFigures;
import io.tributary.load.gate.GateFolders;
import io.tributary.load.gate.GateReport;
import io.tributary.load.gate.GateRun;
import io.tributary.load.gate.ReferenceFile;
import io.tributary.load.gate.Tolerance;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary load gate}. */
@Command(
    name = "gate",
    description = {
      "Runs short scenarios and compares their ratios to baselines with the committed ones.",
      "Exit code 0 if none is worse by more than the tolerance, 1 if one is or a run does not hold,"
          + " 2 if there is nothing to compare with. docs/load.md explains ratios."
    })
final class LoadGateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--record",
      description = "Writes the reference instead of comparing with it, if all runs hold.")
  private boolean record;

  @Option(
      names = "--reference",
      paramLabel = "FILE",
      description = "The reference (default: load-tests/results/gate.json of the project).")
  private @Nullable Path reference;

  @Option(
      names = "--tolerance",
      paramLabel = "PERCENT",
      defaultValue = "15",
      description = "How much worse a median may be (default: ${DEFAULT-VALUE}).")
  private double tolerance;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description =
          "Runs and compares only this one: a file of the gate's without .yaml, frames or decode;"
              + " again for more.")
  private List<String> chosen = new ArrayList<>();

  @Option(
      names = "--scenarios",
      paramLabel = "FOLDER",
      description = "Where they are (default: load-tests/scenarios/gate of the project).")
  private @Nullable Path scenarios;

  @Mixin private LoadFolderOptions folders = new LoadFolderOptions();

  @Override
  public Integer call() {
    Tolerance allowed = allowed();
    ReferenceFile file =
        new ReferenceFile(
            reference == null ? Folders.ofProject("load-tests/results/gate.json") : reference);
    try {
      GateRun run =
          GateRun.read(
              scenarios == null ? Folders.ofProject("load-tests/scenarios/gate") : scenarios,
              chosen);
      if (record) {
        file.mayBeReplacedBy(run.names());
        return record(file, measure(run), allowed);
      }
      GateFigures known = file.read();
      run.canBeJudgedBy(known);
      GateRun.Result result = measure(run);
      return judge(
          new GateReport(
              command(),
              GateComparison.of(known, result.figures(), run.names(), allowed),
              result.problems()));
    } catch (GateException e) {
      say(e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private Tolerance allowed() {
    try {
      return new Tolerance(tolerance);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private GateRun.Result measure(GateRun run) {
    return run.run(
        new GateFolders(folders.work(), folders.output().resolve("gate")),
        Folders.project(),
        new LoadLines(spec.commandLine().getOut()));
  }

  private int record(ReferenceFile file, GateRun.Result result, Tolerance allowed) {
    result.problems().forEach(this::say);
    if (!result.problems().isEmpty()) {
      say("Nothing was recorded, because not all runs hold.");
      return ExitCode.SOFTWARE;
    }
    file.write(result.figures());
    result.figures().noise(allowed).forEach(this::say);
    spec.commandLine()
        .getOut()
        .println(
            "Reference: %s, %d ratios".formatted(file.file(), result.figures().ratios().size()));
    return ExitCode.OK;
  }

  private int judge(GateReport report) {
    PrintWriter out = spec.commandLine().getOut();
    GateComparison comparison = report.comparison();
    out.println();
    out.println(comparison.table().plain());
    comparison.notes().forEach(out::println);
    out.println(comparison.summary());
    out.println("Report: " + report.write(folders.output()));
    report.failures().forEach(this::say);
    comparison.gaps().forEach(this::say);
    return switch (report.outcome()) {
      case HOLDS -> ExitCode.OK;
      case FAILS -> ExitCode.SOFTWARE;
      case UNKNOWN -> ExitCode.USAGE;
    };
  }

  private void say(@Nullable String sentence) {
    spec.commandLine().getErr().println("tributary: " + sentence);
  }

  /** What was said on the command line. */
  private String command() {
    return "./tributary " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
  }
}
