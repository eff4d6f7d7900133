package io.tributary.load.report;

import io.tributary.load.measure.LatencyFigures;
import io.tributary.load.measure.LatencyFigures.Quantiles;
import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.measure.ProcessFigures.JvmFigures;
import io.tributary.load.measure.ProcessFigures.NetworkFigures;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** All figures that runs are compared by: one entry each, with name, unit and what is better. */
final class Figures {
  /** What a row passes through that is ours. */
  private static final List<String> SERVICES = List.of("connector", "gatherer");

  /** What sends and looks is not what is measured. */
  private static final String HARNESS = "harness";

  private static final double MEBIBYTE = 1 << 20;

  private final List<Figure> all = new ArrayList<>();

  private Figures() {}

  /** Those that at least one of these runs tells. */
  static List<Figure> of(List<RunResult> runs) {
    Figures figures = new Figures();
    figures.speed();
    Set<String> roles = new LinkedHashSet<>(SERVICES);
    runs.forEach(run -> run.processes().forEach(process -> roles.add(process.role())));
    roles.remove(HARNESS);
    roles.forEach(figures::cpu);
    figures.memory(roles);
    SERVICES.forEach(figures::held);
    roles.forEach(figures::garbage);
    roles.forEach(figures::network);
    figures.inserts();
    Set<String> latencies = new LinkedHashSet<>();
    runs.forEach(run -> run.latencies().forEach(latency -> latencies.add(latency.name())));
    latencies.forEach(figures::latency);
    figures.drain();
    return figures.all.stream()
        .filter(figure -> runs.stream().anyMatch(run -> figure.value().apply(run).isPresent()))
        .toList();
  }

  private void speed() {
    add(
        "rows per second",
        Better.HIGHER,
        run -> run.seconds() > 0 ? OptionalDouble.of(run.rowsPerSecond()) : OptionalDouble.empty());
    add(
        "connector + gatherer, rows per CPU-second",
        Better.HIGHER,
        run ->
            SERVICES.stream().allMatch(run::has)
                ? run.rowsPerCpuSecond(process -> SERVICES.contains(process.role()))
                : OptionalDouble.empty());
    add(
        "whole pipeline, rows per CPU-second",
        Better.HIGHER,
        run -> run.rowsPerCpuSecond(RunResult::isPipeline));
  }

  private void drain() {
    add(
        "backlog of an outage, rows stored by rows that arrived",
        Better.HIGHER,
        run ->
            run.remarks()
                .drain()
                .map(drain -> OptionalDouble.of(drain.timesArrival()))
                .orElse(OptionalDouble.empty()));
    add(
        "backlog of an outage, s from the end of the outage until it was gone",
        Better.LOWER,
        run ->
            run.remarks()
                .drain()
                .filter(drain -> drain.drainedSeconds().isPresent())
                .map(
                    drain ->
                        OptionalDouble.of(
                            drain.drainedSeconds().getAsDouble() - drain.backSeconds()))
                .orElse(OptionalDouble.empty()));
  }

  private void cpu(String role) {
    add(
        role + ", CPU-s per million rows",
        Better.LOWER,
        run ->
            run.has(role)
                ? OptionalDouble.of(run.cpuSecondsPerMillion(role))
                : OptionalDouble.empty());
  }

  private void memory(Set<String> roles) {
    for (String role : roles) {
      add(
          role + ", peak memory in MiB",
          Better.LOWER,
          run ->
              run.has(role)
                  ? OptionalDouble.of(run.peakResidentMebibytes(role))
                  : OptionalDouble.empty());
    }
    add(
        "connector + gatherer, peak memory in MiB",
        Better.LOWER,
        run ->
            SERVICES.stream().allMatch(run::has)
                ? mebibytes(SeriesView.mostResidentBytes(run.series(), SERVICES))
                : OptionalDouble.empty());
  }

  /** Looks of several processes are not of the same moment, so one alone tells it. */
  private void held(String role) {
    add(
        role + ", most payload held in MiB",
        Better.LOWER,
        run -> {
          List<ProcessFigures> those =
              run.processes().stream().filter(one -> one.role().equals(role)).toList();
          return those.size() == 1 && those.getFirst().mostHeldBytes().isPresent()
              ? OptionalDouble.of(those.getFirst().mostHeldBytes().getAsLong() / MEBIBYTE)
              : OptionalDouble.empty();
        });
  }

  private static OptionalDouble mebibytes(OptionalDouble bytes) {
    return bytes.isPresent()
        ? OptionalDouble.of(bytes.getAsDouble() / MEBIBYTE)
        : OptionalDouble.empty();
  }

  private void garbage(String role) {
    add(
        role + ", allocated bytes per row",
        Better.LOWER,
        run -> perRow(run, jvm(run, role, JvmFigures::allocatedBytes)));
    add(
        role + ", GC pauses in ms per million rows",
        Better.LOWER,
        run -> perRow(run, scaled(jvm(run, role, JvmFigures::gcPauseSeconds), 1e9)));
  }

  private void network(String role) {
    add(
        role + ", network bytes in per row",
        Better.LOWER,
        run -> perRow(run, network(run, role, NetworkFigures::inBytes)));
    add(
        role + ", network bytes out per row",
        Better.LOWER,
        run -> perRow(run, network(run, role, NetworkFigures::outBytes)));
  }

  private void inserts() {
    add(
        "rows per insert",
        Better.HIGHER,
        run ->
            run.inserts().attempts() > 0
                ? OptionalDouble.of(run.rowsPerInsert())
                : OptionalDouble.empty());
    add("parts per million rows", Better.LOWER, RunResult::partsPerMillion);
  }

  private void latency(String name) {
    add(
        name + ", mean in ms",
        Better.LOWER,
        run ->
            run.latency(name)
                .filter(latency -> !Double.isNaN(latency.meanMillis()))
                .map(latency -> OptionalDouble.of(latency.meanMillis()))
                .orElse(OptionalDouble.empty()));
    quantile(name, "p50", Quantiles::p50Millis);
    quantile(name, "p99", Quantiles::p99Millis);
    quantile(name, "p99.9", Quantiles::p999Millis);
  }

  private void quantile(String name, String quantile, ToDoubleFunction<Quantiles> value) {
    add(
        name + ", " + quantile + " in ms",
        Better.LOWER,
        run ->
            run.latency(name)
                .flatMap(LatencyFigures::quantiles)
                .map(all -> OptionalDouble.of(value.applyAsDouble(all)))
                .orElse(OptionalDouble.empty()));
  }

  /** The sum over the processes of a role; empty unless all of them tell it. */
  private static OptionalDouble jvm(
      RunResult run, String role, Function<JvmFigures, Optional<Double>> value) {
    return sum(run, role, process -> process.jvm().flatMap(value));
  }

  private static OptionalDouble network(
      RunResult run, String role, ToDoubleFunction<NetworkFigures> value) {
    return sum(run, role, process -> process.network().map(value::applyAsDouble));
  }

  private static OptionalDouble sum(
      RunResult run, String role, Function<ProcessFigures, Optional<Double>> value) {
    List<Optional<Double>> values =
        run.processes().stream().filter(one -> one.role().equals(role)).map(value).toList();
    return values.isEmpty() || values.stream().anyMatch(Optional::isEmpty)
        ? OptionalDouble.empty()
        : OptionalDouble.of(values.stream().mapToDouble(Optional::orElseThrow).sum());
  }

  private static OptionalDouble perRow(RunResult run, OptionalDouble sum) {
    return run.rows() == 0 ? OptionalDouble.empty() : scaled(sum, 1.0 / run.rows());
  }

  private static OptionalDouble scaled(OptionalDouble value, double factor) {
    return value.isPresent()
        ? OptionalDouble.of(value.getAsDouble() * factor)
        : OptionalDouble.empty();
  }

  private void add(String name, Better better, Function<RunResult, OptionalDouble> value) {
    all.add(new Figure(name, better, value));
  }
}
