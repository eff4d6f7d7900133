package io.tributary.load.run;

import io.tributary.load.baseline.BaselineOutcome;
import io.tributary.load.flame.FlameGraphs;
import io.tributary.load.flame.NativeSamples;
import io.tributary.load.flame.Recording;
import io.tributary.load.measure.TimeSeries;
import io.tributary.load.report.LoadReport;
import io.tributary.load.report.Machine;
import io.tributary.load.report.RunResult;
import io.tributary.load.report.RunResult.Inserts;
import io.tributary.load.run.BaselineBench.Product;
import io.tributary.load.run.RunOrder.Numbered;
import io.tributary.load.run.RunOrder.Turn;
import io.tributary.load.scenario.LoadPlan;
import io.tributary.load.scenario.LoadPlan.Baseline;
import io.tributary.load.scenario.LoadPlan.Variant;
import io.tributary.load.workload.MessageStore;
import io.tributary.sandbox.EngineInstall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs a plan: each variant in turn, as often as the plan says, each time on new servers and
 * services, and the baselines in turn with it, on servers of theirs.
 *
 * <p>Thread: the caller's, which waits.
 */
public final class LoadRun {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final LoadPlan plan;
  private final Path work;
  private final MessageStore store;
  private final Progress progress;
  private final Instant started = Instant.now();
  private final List<RunResult> results = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private Optional<Product> product = Optional.empty();
  private final List<Recording> recordings = new ArrayList<>();
  private final List<String> unrecorded = new ArrayList<>();

  /**
   * @param work gets a folder for this plan and time, in which the logs stay, and {@code data} with
   *     messages for later runs
   */
  public LoadRun(LoadPlan plan, Path work, Progress progress) {
    this.plan = plan;
    this.work = work.toAbsolutePath().resolve(plan.name() + "-" + STAMP.format(started));
    this.store = new MessageStore(work.toAbsolutePath().resolve("data"));
    this.progress = progress;
  }

  /**
   * Runs all of it. A run that fails is a problem in the report.
   *
   * @throws RuntimeException if nothing can be run at all, or the thread is interrupted
   */
  public LoadReport run() {
    Path unused = EngineInstall.ensure(progress::say);
    for (Turn turn : RunOrder.of(plan)) {
      switch (turn) {
        case Turn.Product run -> orFailure(run.number(), run.variant().name(), () -> product(run));
        case Turn.Others others -> others(others.baselines());
      }
    }
    return new LoadReport(plan, Machine.here(sources()), started, results, failures, flames());
  }

  private FlameGraphs flames() {
    return recordings.isEmpty() && unrecorded.isEmpty()
        ? FlameGraphs.NONE
        : FlameGraphs.read(recordings, NativeSamples.LEFT_OUT).with(unrecorded);
  }

  /** A run that fails costs the others nothing. */
  private void orFailure(int number, String name, Runnable run) {
    try {
      run.run();
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      String failure =
          "Run %d (%s) failed: %s".formatted(number, name, String.valueOf(e.getMessage()));
      progress.say("  " + failure);
      failures.add(failure);
    }
  }

  /** The launcher says where the sources are; a scenario usually lies among them. */
  private Path sources() {
    String home = System.getenv("TRIBUTARY_HOME");
    Path folder = plan.file().toAbsolutePath().getParent();
    return home != null ? Path.of(home) : folder != null ? folder : work;
  }

  /** Where logs are. */
  public Path folder() {
    return work;
  }

  private void product(Turn.Product run) {
    Variant variant = run.variant();
    progress.say("Run %d: %s".formatted(run.number(), variant.name()));
    Path folder = work.resolve(run.number() + "-" + variant.name());
    MeasuredRun measuring = new MeasuredRun(folder, variant, store, progress);
    RunResult result =
        measuring.run(
            run.number(),
            (deployment, datafiles, measured) -> {
              Profiler.Found found = measuring.recordings(graphs(variant));
              recordings.addAll(found.recordings());
              unrecorded.addAll(found.problems());
              // A run that stored nothing says nothing of the size of inserts.
              if (measured.rowsPerInsert() >= 1) {
                product = Optional.of(Product.of(deployment, measured.rowsPerInsert()));
              }
            });
    add(result);
    deleteData(folder.resolve("servers"));
  }

  /** The baselines of a pair, each a run, on servers of their own. */
  private void others(List<Numbered> runs) {
    Variant variant = plan.variants().getFirst();
    Path folder = work.resolve(runs.getFirst().number() + "-baselines");
    boolean reads = runs.stream().anyMatch(run -> BaselineBench.readsTopics(run.baseline()));
    String all = runs.stream().map(run -> run.baseline().word()).collect(Collectors.joining(", "));
    orFailure(
        runs.getFirst().number(),
        all,
        () -> {
          Product known =
              product.orElseThrow(
                  () -> new IllegalStateException("no run of the product has shown its table yet"));
          progress.say("Servers for " + all);
          try (BaselineBench bench =
              BaselineBench.start(folder, variant.scenario(), store, known)) {
            if (reads) {
              progress.say("  preloading topics");
              bench.fillTopics();
            }
            runs.forEach(
                run -> orFailure(run.number(), run.baseline().word(), () -> baseline(bench, run)));
          }
          deleteData(folder.resolve("servers"));
          deleteData(folder.resolve(Baseline.KAFKA_ENGINE.word()));
          deleteData(folder.resolve(Baseline.HTTP.word()));
        });
  }

  private void baseline(BaselineBench bench, Numbered run) {
    progress.say("Run %d: %s".formatted(run.number(), run.baseline().word()));
    BaselineOutcome outcome = bench.run(run.baseline());
    outcome.notes().forEach(note -> progress.say("  " + note));
    add(
        RunResult.unproven(
                new RunResult.Extent(
                    run.number(), run.baseline().word(), outcome.seconds(), outcome.rows()),
                new Inserts(outcome.inserts(), outcome.parts()),
                outcome.processes(),
                TimeSeries.NONE)
            .withNotes(outcome.notes()));
  }

  /** What the names of a variant's flame graphs begin with. */
  private String graphs(Variant variant) {
    return plan.variants().size() == 1 ? plan.name() : plan.name() + "-" + variant.name();
  }

  private void add(RunResult result) {
    results.add(result);
    say(result);
  }

  private void say(RunResult result) {
    progress.say(
        String.format(
            Locale.ROOT,
            "  %s: %,.0f rows/s, %,d inserts, %,.0f rows per insert",
            result.variant(),
            result.rowsPerSecond(),
            result.inserts().attempts(),
            result.rowsPerInsert()));
  }

  /** Data of finished runs would fill the disk; the logs stay. */
  private static void deleteData(Path servers) {
    for (String server : List.of("kafka", "clickhouse", "spool")) {
      if (!Files.exists(servers.resolve(server))) {
        continue;
      }
      try (Stream<Path> tree = Files.walk(servers.resolve(server))) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot delete " + servers.resolve(server), e);
      }
    }
  }
}
