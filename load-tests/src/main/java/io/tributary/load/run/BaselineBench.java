package io.tributary.load.run;

import io.tributary.load.baseline.BaselineOutcome;
import io.tributary.load.baseline.ClientV2Baseline;
import io.tributary.load.baseline.DataTable;
import io.tributary.load.baseline.DirectBaseline;
import io.tributary.load.baseline.HttpBaseline;
import io.tributary.load.baseline.KafkaEngineBaseline;
import io.tributary.load.baseline.KafkaEngineBaseline.Format;
import io.tributary.load.baseline.PollBaseline;
import io.tributary.load.process.SqlClient;
import io.tributary.load.scenario.LoadPlan.Baseline;
import io.tributary.load.scenario.Scenario;
import io.tributary.load.scenario.Source;
import io.tributary.load.workload.MessageStore;
import io.tributary.protocol.datafile.DatafileException;
import io.tributary.protocol.datafile.Datafiles;
import io.tributary.protocol.datafile.SchemaColumn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Servers with full topics on which baselines run one after the other. The topics hold what the
 * product gets: the same seed, topics and partitions.
 *
 * <p>Thread: the run's.
 */
final class BaselineBench implements AutoCloseable {
  private static final int MOST_ROWS_PER_INSERT = 1_000_000;
  private static final String TABLE = "rows_0";

  private final Path folder;
  private final Scenario scenario;
  private final Source source;
  private final RunSources sources;
  private final MessageStore store;
  private final Deployment deployment;
  private final Path datafiles;
  private final Product product;

  /**
   * What a run of the product has told.
   *
   * @param table its own
   * @param rowsPerInsert the gatherer's average
   */
  record Product(DataTable table, double rowsPerInsert) {
    static Product of(Deployment deployment, double rowsPerInsert) {
      return new Product(
          DataTable.of(deployment.clickHouse(), RunTables.DATABASE, TABLE), rowsPerInsert);
    }
  }

  private BaselineBench(
      Path folder, Scenario scenario, MessageStore store, Deployment deployment, Product product) {
    this.folder = folder;
    this.scenario = scenario;
    this.source = scenario.offer().sources().getFirst();
    this.sources = new RunSources(scenario);
    this.store = store;
    this.deployment = deployment;
    this.product = product;
    this.datafiles = sources.datafiles(deployment, folder);
  }

  /**
   * Starts the servers and makes the topics.
   *
   * @param scenario with one source
   */
  static BaselineBench start(Path folder, Scenario scenario, MessageStore store, Product product) {
    Scenario undisturbed =
        new Scenario(
            scenario.offer(),
            scenario.topology(),
            scenario.gatherer(),
            scenario.connector(),
            List.of(),
            scenario.expectation(),
            Scenario.Profile.NONE);
    Deployment deployment =
        Deployment.start(folder, undisturbed, new Profiler(folder, undisturbed));
    try {
      return new BaselineBench(folder, undisturbed, store, deployment, product);
    } catch (RuntimeException e) {
      deployment.close();
      throw e;
    }
  }

  /** Sends all rows, and returns when they are in their topics. */
  void fillTopics() {
    try (Senders senders = sources.senders(deployment, store)) {
      senders.preload();
    }
  }

  @Override
  public void close() {
    deployment.close();
  }

  /** Whether it reads topics, which then have to be full. */
  static boolean readsTopics(Baseline baseline) {
    return switch (baseline) {
      case CLIENT_V2, HTTP -> false;
      case KAFKA_ENGINE, DIRECT, DIRECT_ASYNC, POLL -> true;
    };
  }

  /** Runs one; blocks. A failure is a {@link RuntimeException}, and the next can run. */
  BaselineOutcome run(Baseline baseline) {
    BaselineOutcome outcome =
        switch (baseline) {
          case CLIENT_V2 -> clientV2();
          case KAFKA_ENGINE -> kafkaEngine();
          case DIRECT -> direct(baseline, DirectBaseline.Mode.SYNC);
          case DIRECT_ASYNC -> direct(baseline, DirectBaseline.Mode.ASYNC);
          case HTTP -> http();
          case POLL -> poll();
        };
    stopMerges();
    return outcome;
  }

  private Path log(Baseline baseline) {
    return folder.resolve(baseline.word() + ".log");
  }

  private Duration timeout() {
    return scenario.expectation().timeout();
  }

  private SqlClient clickHouse() {
    return deployment.clickHouse();
  }

  private BaselineOutcome clientV2() {
    String unused = clickHouse().query(product.table().created());
    ClientV2Baseline.Outcome outcome =
        new ClientV2Baseline(
                clickHouse().url(),
                deployment.clickHousePid(),
                datafiles,
                RunTables.DATABASE,
                log(Baseline.CLIENT_V2))
            .run(
                TABLE,
                new ClientV2Baseline.Amount(
                    scenario.offer().rows(),
                    scenario.offer().warmUpRows(),
                    Math.clamp(Math.round(product.rowsPerInsert()), 1, MOST_ROWS_PER_INSERT),
                    source.partitions(),
                    scenario.offer().seed()),
                timeout());
    long there = clickHouse().number("SELECT count() FROM " + RunTables.DATABASE + "." + TABLE);
    long pushed = outcome.warmUpRows() + outcome.rows();
    if (there != pushed) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT, "client-v2 pushed %,d rows and the table has %,d", pushed, there));
    }
    return new BaselineOutcome(
        outcome.seconds(),
        outcome.rows(),
        outcome.inserts(),
        OptionalLong.of(outcome.inserts()),
        outcome.processes(),
        List.of());
  }

  private BaselineOutcome kafkaEngine() {
    return new KafkaEngineBaseline(
            deployment.bootstrapServers(),
            deployment.kafkaPid(),
            topics(),
            schema(),
            format(),
            folder.resolve("kafka-engine"))
        .run(
            product.table(),
            new KafkaEngineBaseline.Amount(scenario.offer().rows(), scenario.offer().warmUpRows()),
            timeout());
  }

  private List<SchemaColumn> schema() {
    try {
      return Datafiles.load(datafiles, System::getenv).datasources().getFirst().schema();
    } catch (DatafileException e) {
      throw new IllegalStateException("the harness' own datafiles: " + e.getMessage(), e);
    }
  }

  private Format format() {
    return source.data().isAvro() ? new Format.Avro(deployment.registry()) : new Format.Json();
  }

  private BaselineOutcome direct(Baseline baseline, DirectBaseline.Mode mode) {
    return new DirectBaseline(
            clickHouse().url(),
            deployment.clickHousePid(),
            deployment.bootstrapServers(),
            topics(),
            log(baseline))
        .run(
            baseline.word(),
            mode,
            product.table(),
            new DirectBaseline.Target(RunTables.DATABASE, baseline.word().replace('-', '_')),
            new DirectBaseline.Amount(
                scenario.offer().rows(), scenario.offer().warmUpRows(), timeout()));
  }

  private BaselineOutcome http() {
    Scenario.Offer offer = scenario.offer();
    return new HttpBaseline(
            clickHouse(),
            deployment.clickHousePid(),
            RunTables.DATABASE,
            scenario.gatherer(),
            folder.resolve(Baseline.HTTP.word()))
        .run(
            new HttpBaseline.Rows(
                source.data(),
                store.open(source.recipe(offer.seed()), offer.allRows(), 0),
                offer.rows(),
                offer.warmUpRows()),
            timeout());
  }

  private BaselineOutcome poll() {
    return new PollBaseline(
            deployment.bootstrapServers(), topics(), scenario.connector().jvm(), log(Baseline.POLL))
        .run(scenario.offer().rows(), scenario.offer().warmUpRows(), timeout());
  }

  private List<String> topics() {
    return sources.names();
  }

  /** They would go on into the time of the next. */
  private void stopMerges() {
    for (String table :
        clickHouse()
            .query("SELECT name FROM system.tables WHERE database = '" + RunTables.DATABASE + "'")
            .lines()
            .toList()) {
      String unused = clickHouse().query("SYSTEM STOP MERGES " + RunTables.DATABASE + "." + table);
    }
  }
}
