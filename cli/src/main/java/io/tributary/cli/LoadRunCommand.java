package io.tributary.cli;

import io.tributary.load.report.LoadReport;
import io.tributary.load.report.ReportFiles;
import io.tributary.load.run.LoadRun;
import io.tributary.load.scenario.LoadPlan;
import io.tributary.load.scenario.ScenarioException;
import io.tributary.load.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tributary load run}. */
@Command(
    name = "run",
    description = {
      "Runs a scenario file on servers of its own and writes a report.",
      "Exit code 0 only if no row is missing, and none is there twice where the scenario expects"
          + " none. docs/load.md explains scenarios and reports."
    })
final class LoadRunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SCENARIO", description = "A YAML file, see load-tests/scenarios.")
  private Path scenario = Path.of("");

  @Mixin private LoadFolderOptions folders = new LoadFolderOptions();

  @Override
  public Integer call() {
    LoadPlan plan;
    try {
      plan = ScenarioReader.read(scenario);
    } catch (ScenarioException e) {
      spec.commandLine().getErr().println("tributary: " + e.getMessage());
      return ExitCode.USAGE;
    }
    LoadLines lines = new LoadLines(spec.commandLine().getOut());
    LoadRun run = new LoadRun(plan, folders.work(), lines);
    lines.say("Load run " + plan.name() + ", logs in " + run.folder());
    LoadReport report = run.run();
    ReportFiles files = ReportFiles.write(folders.output(), report);
    lines.say("Report: %s, .json and .html".formatted(files.markdown()));
    report.flames().fileNames().forEach(name -> lines.say("Flame graph: " + name));
    report.flames().problems().forEach(problem -> lines.say("Flame graphs: " + problem));
    List<String> problems = report.problems();
    problems.forEach(problem -> spec.commandLine().getErr().println("tributary: " + problem));
    if (problems.isEmpty()) {
      lines.say("Holds: every row that was sent is stored.");
    }
    return problems.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
