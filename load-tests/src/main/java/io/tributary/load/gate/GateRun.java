package io.tributary.load.gate;

import io.tributary.load.report.Machine;
import io.tributary.load.run.Progress;
import io.tributary.load.scenario.LoadPlan;
import io.tributary.load.scenario.ScenarioException;
import io.tributary.load.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The steps of the gate, one after the other: the scenarios of a folder by name, then the gatherer
 * alone ({@code frames}) and the decode stage alone ({@code decode}).
 *
 * <p>Thread: the caller's, which waits.
 */
public final class GateRun {
  private final List<GateStep> steps;

  /**
   * What was measured.
   *
   * @param problems of the runs themselves, a sentence each; empty if all hold
   */
  public record Result(GateFigures figures, List<String> problems) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  private GateRun(List<GateStep> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * Reads the scenarios.
   *
   * @param scenarios folder of YAML files
   * @param chosen names of the steps to run; empty for all
   * @throws GateException if there are none, one cannot be run, or a name is not known
   */
  public static GateRun read(Path scenarios, List<String> chosen) throws GateException {
    List<GateStep> all = new ArrayList<>();
    for (Path file : files(scenarios)) {
      all.add(step(file));
    }
    all.add(new FramesStep());
    all.add(new DecodeStep());
    List<String> names = all.stream().map(GateStep::name).toList();
    for (String name : names) {
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw new GateException(
            "Two scenarios of the gate are called '%s': rename one in %s."
                .formatted(name, scenarios));
      }
    }
    for (String name : chosen) {
      if (!names.contains(name)) {
        throw new GateException(
            "The gate has no scenario '%s': it has %s.".formatted(name, String.join(", ", names)));
      }
    }
    return new GateRun(
        all.stream().filter(one -> chosen.isEmpty() || chosen.contains(one.name())).toList());
  }

  private static List<Path> files(Path scenarios) throws GateException {
    List<Path> files = List.of();
    if (Files.isDirectory(scenarios)) {
      try (Stream<Path> all = Files.list(scenarios)) {
        files = all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      } catch (IOException e) {
        throw new GateException("The folder %s cannot be read: %s".formatted(scenarios, e));
      }
    }
    if (files.isEmpty()) {
      throw new GateException(
          ("There are no scenarios in %s: run ./tributary out of the project, or say where they"
                  + " are with --scenarios.")
              .formatted(scenarios));
    }
    return files;
  }

  private static ScenarioStep step(Path file) throws GateException {
    LoadPlan plan;
    try {
      plan = ScenarioReader.read(file);
    } catch (ScenarioException e) {
      throw new GateException(String.valueOf(e.getMessage()));
    }
    if (plan.baselines().isEmpty()) {
      throw new GateException(file + ": the gate compares with a baseline: name one or more.");
    }
    return new ScenarioStep(plan);
  }

  /** Names of the steps, in the order in which they run. */
  public List<String> names() {
    return steps.stream().map(GateStep::name).toList();
  }

  /** What each step runs, by its name and in the order in which they run. */
  Map<String, String> subjects() {
    Map<String, String> subjects = new LinkedHashMap<>();
    steps.forEach(step -> subjects.put(step.name(), step.subject()));
    return subjects;
  }

  /**
   * Makes sure, before minutes are spent, that there is something to compare each step with.
   *
   * @throws GateException if a step has no ratio in the reference, or has run something else there
   */
  public void canBeJudgedBy(GateFigures reference) throws GateException {
    Set<String> known = reference.scenarios();
    List<String> unknown = names().stream().filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw new GateException(
          "The reference has no ratios of %s: record it anew with --record."
              .formatted(String.join(", ", unknown)));
    }
    for (Map.Entry<String, String> step : subjects().entrySet()) {
      String then = reference.subjects().get(step.getKey());
      if (!step.getValue().equals(then)) {
        throw new GateException(
            ("%s of the reference was another run, which had '%s', and now has '%s': record it"
                    + " anew with ./tributary load gate --record.")
                .formatted(step.getKey(), then, step.getValue()));
      }
    }
  }

  /**
   * Runs the steps. One that fails is a problem, and the others are run all the same.
   *
   * @throws RuntimeException if the thread is interrupted
   */
  public Result run(GateFolders folders, Path sources, Progress progress) {
    Instant started = Instant.now();
    List<Ratio> ratios = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (GateStep step : steps) {
      progress.say("Gate: " + step.name());
      try {
        StepResult result = step.run(folders, progress);
        result.ratios().forEach(ratio -> progress.say("  " + line(ratio)));
        ratios.addAll(result.ratios());
        problems.addAll(result.problems());
      } catch (RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        problems.add("%s failed: %s".formatted(step.name(), String.valueOf(e.getMessage())));
      }
    }
    return new Result(
        new GateFigures(Machine.here(sources), started, subjects(), ratios), problems);
  }

  private static String line(Ratio ratio) {
    return ratio.title() + " is " + ratio.text();
  }
}
