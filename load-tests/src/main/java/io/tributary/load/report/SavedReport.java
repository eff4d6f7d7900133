package io.tributary.load.report;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A report as its JSON file keeps it.
 *
 * @param started when the first run began
 * @param runs in the order in which they ran
 * @param problems what does not hold, a sentence each; empty when everything does
 * @param notes how its figures are to be read, a sentence each
 */
public record SavedReport(
    Subject subject,
    Machine machine,
    Instant started,
    List<RunResult> runs,
    List<String> problems,
    List<String> notes) {

  public SavedReport {
    runs = List.copyOf(runs);
    notes = List.copyOf(notes);
    problems = List.copyOf(problems);
  }

  /**
   * What was run.
   *
   * @param name of the scenario
   * @param about one sentence, or nothing
   * @param command that runs it again
   * @param variants of the product
   * @param baselines what it is compared with, in the order of the plan
   * @param conditions by name, in their order, such as {@code data set}; empty in old reports
   */
  public record Subject(
      String name,
      String about,
      String command,
      List<String> variants,
      List<String> baselines,
      Map<String, String> conditions) {
    public Subject {
      variants = List.copyOf(variants);
      baselines = List.copyOf(baselines);
      conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
    }
  }

  /** Runs by variant or baseline, in the order in which they came first. */
  public Map<String, List<RunResult>> groups() {
    return Collections.unmodifiableMap(Comparisons.groups(runs));
  }

  /** Figures of variants and baselines, set side by side. */
  public List<SideBySide> comparisons() {
    return Comparisons.of(subject.variants(), runs);
  }
}
