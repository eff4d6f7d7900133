package io.tributary.load.report;

import io.tributary.load.scenario.LoadPlan.Baseline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which groups of runs of one report are set side by side. */
final class Comparisons {
  /** What a row passes through that is ours. */
  private static final Set<String> SERVICES = Set.of("connector", "gatherer");

  private Comparisons() {}

  /**
   * The two variants, then each variant and each baseline.
   *
   * @param variants of the product; runs of other names are baselines
   */
  static List<SideBySide> of(List<String> variants, List<RunResult> runs) {
    Map<String, List<RunResult>> groups = groups(runs);
    List<String> ours = variants.stream().filter(groups::containsKey).toList();
    List<SideBySide> all = new ArrayList<>();
    if (ours.size() == 2) {
      all.add(compare(groups, ours.getFirst(), ours.getLast()));
    }
    for (String variant : ours) {
      for (String name : groups.keySet()) {
        if (!variants.contains(name)) {
          all.add(withBaseline(groups, variant, name));
        }
      }
    }
    return all;
  }

  /** Runs by their variant, in the order in which they came first. */
  static Map<String, List<RunResult>> groups(List<RunResult> runs) {
    Map<String, List<RunResult>> groups = new LinkedHashMap<>();
    runs.forEach(run -> groups.computeIfAbsent(run.variant(), _ -> new ArrayList<>()).add(run));
    return groups;
  }

  private static SideBySide compare(
      Map<String, List<RunResult>> groups, String first, String second) {
    return SideBySide.of(
            first,
            groups.getOrDefault(first, List.of()),
            second,
            groups.getOrDefault(second, List.of()))
        .common();
  }

  /**
   * A client that only inserts is compared with what inserts of ours, and a gatherer that takes
   * rows over HTTP with all services that rows from a topic go through.
   */
  private static SideBySide withBaseline(
      Map<String, List<RunResult>> groups, String variant, String baseline) {
    SideBySide common = compare(groups, variant, baseline);
    List<RunResult> first = groups.getOrDefault(variant, List.of());
    List<RunResult> second = groups.getOrDefault(baseline, List.of());
    if (baseline.equals(Baseline.HTTP.word())) {
      return common.with(
          Comparison.of(
              new Figure(
                  "services without ClickHouse (connector + gatherer, http's gatherer), rows per"
                      + " CPU-second",
                  Better.HIGHER,
                  run -> run.rowsPerCpuSecond(process -> SERVICES.contains(process.role()))),
              first,
              second));
    }
    if (!baseline.equals(LoadReport.CLIENT_V2) || !second.getFirst().has(baseline)) {
      return common;
    }
    return common.with(
        Comparison.of(
            "who inserts (gatherer, " + baseline + "), CPU-s per million rows",
            Better.LOWER,
            first.stream().map(run -> run.cpuSecondsPerMillion("gatherer")).toList(),
            second.stream().map(run -> run.cpuSecondsPerMillion(baseline)).toList()));
  }
}
