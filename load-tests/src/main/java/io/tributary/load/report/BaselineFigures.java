package io.tributary.load.report;

import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.measure.ProcessFigures.JvmFigures;
import io.tributary.load.scenario.LoadPlan.Baseline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the product or a baseline came to over all pairs of a plan. Each spread is empty where a run
 * does not tell the figure.
 *
 * @param name of the variant or the baseline
 * @param rowsPerSecond by the clock
 * @param ownCpu CPU-seconds per million rows of all its processes but servers: connectors and
 *     gatherers of the product
 * @param clickHouseCpu the same of ClickHouse; empty where it is not a process beside
 * @param rowsPerCpuSecond rows by CPU-seconds of {@code ownCpu} and {@code clickHouseCpu} together
 * @param partsPerMillion made by inserts
 * @param garbagePerRow bytes that its processes allocated on their heaps; of the product the
 *     connectors alone
 * @param speedRatio the product's rows per second by these, pair by pair; empty for the product
 * @param costRatio the same of rows per CPU-second
 * @param ownCostRatio the same of rows per CPU-second of {@code ownCpu} alone: what the services
 *     cost by what this process does
 * @param garbageRatio the same of {@code garbagePerRow}
 */
public record BaselineFigures(
    String name,
    Optional<Spread> rowsPerSecond,
    Optional<Spread> ownCpu,
    Optional<Spread> clickHouseCpu,
    Optional<Spread> rowsPerCpuSecond,
    Optional<Spread> partsPerMillion,
    Optional<Spread> garbagePerRow,
    Optional<Spread> speedRatio,
    Optional<Spread> costRatio,
    Optional<Spread> ownCostRatio,
    Optional<Spread> garbageRatio) {
  private static final String CLICKHOUSE = "clickhouse";

  /** The product and all baselines, in the order of the plan; empty if it has no baseline. */
  public static List<BaselineFigures> of(SavedReport report) {
    List<String> baselines = report.subject().baselines();
    if (baselines.isEmpty()) {
      return List.of();
    }
    String product = product(report);
    Map<Integer, RunResult> ours = byPair(report, product);
    List<BaselineFigures> all = new ArrayList<>();
    all.add(of(product, ours, Map.of()));
    for (String baseline : baselines) {
      all.add(of(baseline, byPair(report, baseline), ours));
    }
    return all;
  }

  /** A plan with baselines has one variant. */
  private static String product(SavedReport report) {
    return report.subject().variants().getFirst();
  }

  /** Runs of a variant or a baseline, by their pair; a pair that lacks it has failed. */
  private static Map<Integer, RunResult> byPair(SavedReport report, String name) {
    int runsOfPair = report.subject().variants().size() + report.subject().baselines().size();
    Map<Integer, RunResult> found = new TreeMap<>();
    report.runs().stream()
        .filter(run -> run.variant().equals(name))
        .forEach(run -> found.put((run.number() - 1) / runsOfPair, run));
    return found;
  }

  private static BaselineFigures of(
      String name, Map<Integer, RunResult> runs, Map<Integer, RunResult> ours) {
    return new BaselineFigures(
        name,
        spread(runs.values(), run -> OptionalDouble.of(run.rowsPerSecond())),
        spread(runs.values(), run -> OptionalDouble.of(ownCpu(run))),
        spread(runs.values(), BaselineFigures::clickHouseCpu),
        spread(runs.values(), BaselineFigures::rowsPerCpuSecond),
        spread(runs.values(), RunResult::partsPerMillion),
        spread(runs.values(), BaselineFigures::garbagePerRow),
        ratio(ours, runs, run -> OptionalDouble.of(run.rowsPerSecond())),
        ratio(ours, runs, BaselineFigures::rowsPerCpuSecond),
        ratio(ours, runs, run -> perCpuSecond(ownCpu(run))),
        ratio(ours, runs, BaselineFigures::garbagePerRow));
  }

  /** Bytes a row that the connectors allocated and the bare poll loop of the same pair did not. */
  public static Optional<Spread> garbageBeyondPolling(SavedReport report) {
    Map<Integer, RunResult> loops = byPair(report, Baseline.POLL.word());
    if (loops.isEmpty()) {
      return Optional.empty();
    }
    Map<Integer, RunResult> ours = byPair(report, product(report));
    List<Double> beyond = new ArrayList<>();
    ours.forEach(
        (pair, run) -> {
          RunResult loop = loops.get(pair);
          OptionalDouble mine = garbagePerRow(run);
          OptionalDouble bare = loop == null ? OptionalDouble.empty() : garbagePerRow(loop);
          if (mine.isPresent() && bare.isPresent()) {
            beyond.add(mine.getAsDouble() - bare.getAsDouble());
          }
        });
    return beyond.isEmpty() ? Optional.empty() : Optional.of(Spread.of(beyond));
  }

  /**
   * Rows over HTTP per CPU-second of their gatherer, by rows from topics per CPU-second of
   * connectors and gatherers, pair by pair.
   */
  static Optional<Spread> httpByTopics(SavedReport report) {
    Map<Integer, RunResult> http = byPair(report, Baseline.HTTP.word());
    return http.isEmpty()
        ? Optional.empty()
        : ratio(http, byPair(report, product(report)), run -> perCpuSecond(ownCpu(run)));
  }

  /** Bytes a row that the gatherers allocated. */
  static Optional<Spread> garbageOfGatherers(SavedReport report) {
    return report.subject().baselines().isEmpty()
        ? Optional.empty()
        : spread(byPair(report, product(report)).values(), run -> allocatedPerRow(run, "gatherer"));
  }

  private static double ownCpu(RunResult run) {
    return run.processes().stream()
        .filter(process -> RunResult.isPipeline(process) && !process.role().equals(CLICKHOUSE))
        .mapToDouble(process -> process.cpuSecondsPerMillion(run.rows()))
        .sum();
  }

  private static OptionalDouble clickHouseCpu(RunResult run) {
    return run.has(CLICKHOUSE)
        ? OptionalDouble.of(run.cpuSecondsPerMillion(CLICKHOUSE))
        : OptionalDouble.empty();
  }

  private static OptionalDouble rowsPerCpuSecond(RunResult run) {
    return perCpuSecond(ownCpu(run) + clickHouseCpu(run).orElse(0));
  }

  /** Rows, of CPU-seconds per million of them. */
  private static OptionalDouble perCpuSecond(double cpu) {
    return cpu > 0 ? OptionalDouble.of(1e6 / cpu) : OptionalDouble.empty();
  }

  private static OptionalDouble garbagePerRow(RunResult run) {
    return allocatedPerRow(run, run.has("connector") ? "connector" : run.variant());
  }

  private static OptionalDouble allocatedPerRow(RunResult run, String role) {
    List<Double> allocated =
        run.processes().stream()
            .filter(process -> process.role().equals(role))
            .map(ProcessFigures::jvm)
            .flatMap(jvm -> jvm.flatMap(JvmFigures::allocatedBytes).stream())
            .toList();
    return allocated.isEmpty() || run.rows() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(allocated.stream().mapToDouble(Double::doubleValue).sum() / run.rows());
  }

  private static Optional<Spread> spread(
      Collection<RunResult> runs, Function<RunResult, OptionalDouble> figure) {
    List<Double> values =
        runs.stream().map(figure).flatMapToDouble(OptionalDouble::stream).boxed().toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
  }

  /** Ours by theirs where a pair has both. */
  private static Optional<Spread> ratio(
      Map<Integer, RunResult> ours,
      Map<Integer, RunResult> theirs,
      Function<RunResult, OptionalDouble> figure) {
    List<Double> ratios = new ArrayList<>();
    theirs.forEach(
        (pair, run) -> {
          RunResult our = ours.get(pair);
          OptionalDouble mine = our == null ? OptionalDouble.empty() : figure.apply(our);
          OptionalDouble their = figure.apply(run);
          if (mine.isPresent() && their.isPresent() && their.getAsDouble() > 0) {
            ratios.add(mine.getAsDouble() / their.getAsDouble());
          }
        });
    return ratios.isEmpty() ? Optional.empty() : Optional.of(Spread.of(ratios));
  }
}
