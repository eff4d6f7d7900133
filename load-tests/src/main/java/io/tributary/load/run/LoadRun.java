package io.tributary.load.run;

import io.tributary.load.baseline.ClientV2Baseline;
import io.tributary.load.measure.TimeSeries;
import io.tributary.load.report.LoadReport;
import io.tributary.load.report.Machine;
import io.tributary.load.report.RunResult;
import io.tributary.load.report.RunResult.Inserts;
import io.tributary.load.scenario.LoadPlan;
import io.tributary.load.scenario.LoadPlan.Baseline;
import io.tributary.load.scenario.LoadPlan.Variant;
import io.tributary.load.scenario.Scenario;
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
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Runs a plan: each variant in turn, as often as the plan says, each time on new servers and
 * services, and the baseline after each.
 *
 * <p>Thread: the caller's, which waits.
 */
public final class LoadRun {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final int MOST_ROWS_PER_INSERT = 1_000_000;

  private final LoadPlan plan;
  private final Path work;
  private final MessageStore store;
  private final Progress progress;
  private final Instant started = Instant.now();
  private final List<RunResult> results = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private int number;

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
    for (int pair = 0; pair < plan.pairs(); pair++) {
      // A B, B A, A B, …: what changes slowly meanwhile favours none.
      for (Variant variant : pair % 2 == 0 ? plan.variants() : plan.variants().reversed()) {
        oneOrFailure(variant);
      }
    }
    return new LoadReport(plan, Machine.here(sources()), started, results, failures);
  }

  /** A run that fails costs the others nothing. */
  private void oneOrFailure(Variant variant) {
    number++;
    int first = number;
    try {
      one(variant);
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      String failure =
          "Run %d (%s) failed: %s"
              .formatted(
                  number,
                  number == first ? variant.name() : LoadReport.CLIENT_V2,
                  String.valueOf(e.getMessage()));
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

  private void one(Variant variant) {
    progress.say("Run %d: %s".formatted(number, variant.name()));
    Path folder = work.resolve(number + "-" + variant.name());
    new MeasuredRun(folder, variant, store, progress)
        .run(
            number,
            (deployment, datafiles, measured) -> {
              add(measured);
              if (plan.baseline() == Baseline.CLIENT_V2) {
                number++;
                progress.say("Run %d: client-v2".formatted(number));
                add(baseline(deployment, datafiles, measured, variant.scenario()));
              }
            });
    deleteData(folder.resolve("servers"));
  }

  private void add(RunResult result) {
    results.add(result);
    say(result);
  }

  private RunResult baseline(
      Deployment deployment, Path datafiles, RunResult measured, Scenario scenario) {
    String table = "baseline";
    String database = RunTables.DATABASE;
    String unused =
        deployment
            .clickHouse()
            .query("CREATE TABLE %s.%s AS %s.rows_0".formatted(database, table, database));
    // Merges of the measured tables would go on into the baseline's time.
    for (int topic = 0; topic < scenario.offer().topics(); topic++) {
      unused =
          deployment.clickHouse().query("SYSTEM STOP MERGES %s.rows_%d".formatted(database, topic));
    }
    int rowsPerInsert = Math.clamp(Math.round(measured.rowsPerInsert()), 1, MOST_ROWS_PER_INSERT);
    ClientV2Baseline.Outcome outcome =
        new ClientV2Baseline(
                deployment.clickHouse().url(),
                deployment.clickHousePid(),
                datafiles,
                database,
                datafiles.resolveSibling("client-v2.log"))
            .run(
                table,
                new ClientV2Baseline.Amount(
                    scenario.offer().rows(),
                    scenario.offer().warmUpRows(),
                    rowsPerInsert,
                    scenario.offer().sources().getFirst().partitions(),
                    scenario.offer().seed()),
                scenario.expectation().timeout());
    long there = deployment.clickHouse().number("SELECT count() FROM " + database + "." + table);
    long pushed = outcome.warmUpRows() + outcome.rows();
    if (there != pushed) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT, "client-v2 pushed %,d rows and the table has %,d", pushed, there));
    }
    return RunResult.unproven(
        new RunResult.Extent(number, LoadReport.CLIENT_V2, outcome.seconds(), outcome.rows()),
        new Inserts(outcome.inserts(), OptionalLong.of(outcome.inserts())),
        outcome.processes(),
        TimeSeries.NONE);
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
    for (String server : List.of("kafka", "clickhouse")) {
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
