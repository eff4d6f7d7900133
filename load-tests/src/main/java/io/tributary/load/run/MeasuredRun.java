package io.tributary.load.run;

import io.tributary.load.measure.VisibleLatency;
import io.tributary.load.process.Await;
import io.tributary.load.report.RunResult;
import io.tributary.load.report.RunResult.Proof;
import io.tributary.load.scenario.LoadPlan.Variant;
import io.tributary.load.scenario.Scenario;
import io.tributary.load.scenario.Scenario.Arrival;
import io.tributary.load.scenario.Scenario.DataSet;
import io.tributary.load.scenario.Scenario.Offer;
import io.tributary.load.workload.ClickDatum;
import io.tributary.load.workload.ClickEvents;
import io.tributary.load.workload.ClickSource;
import io.tributary.load.workload.EventProducer;
import io.tributary.load.workload.KafkaProject;
import io.tributary.load.workload.RowProducer;
import io.tributary.load.workload.RowSchedule;
import io.tributary.load.workload.SchemaRegistration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * One run of one variant, on servers of its own.
 *
 * <p>Thread: the run's.
 */
final class MeasuredRun {
  /** The first row is meant to be sent so long after the window opens. */
  private static final Duration LEAD = Duration.ofMillis(100);

  private final Path folder;
  private final Variant variant;
  private final Progress progress;
  private final Scenario scenario;
  private final Offer offer;
  private final RowSchedule schedule;
  private final List<String> names;
  private double frozenSeconds;

  /** A deployment that was measured and still runs, for a baseline on the same servers. */
  interface Afterwards {
    void on(Deployment deployment, Path datafiles, RunResult result);
  }

  MeasuredRun(Path folder, Variant variant, Progress progress) {
    this.folder = folder;
    this.variant = variant;
    this.progress = progress;
    this.scenario = variant.scenario();
    this.offer = scenario.offer();
    this.schedule =
        new RowSchedule(
            scenario.topology().topics(),
            scenario.topology().partitions(),
            offer.warmUpRows(),
            offer.rowsPerSecond());
    this.names =
        IntStream.range(0, scenario.topology().topics()).mapToObj(i -> "rows_" + i).toList();
  }

  /**
   * Runs it from the start of the servers to their end.
   *
   * @param afterwards is called when all is measured and the services have ended
   */
  RunResult run(int number, Afterwards afterwards) {
    try (Deployment deployment = Deployment.start(folder, scenario);
        RowProducer producer =
            new RowProducer(deployment.bootstrapServers(), names, schedule, source(deployment))) {
      Path datafiles = datafiles(deployment);
      deployment.prepareConnectors(folder, datafiles, scenario);
      RunTables tables =
          new RunTables(deployment.bootstrapServers(), deployment.clickHouse(), names);
      deployment.startGatherers();
      Runnable release = bringIn(deployment, tables, producer);
      try (Watches watches = new Watches(deployment.watches())) {
        watches.start();
        Window window = new Window(deployment, tables, watches, scenario, progress);
        release.run();
        RunResult result = measure(number, deployment, tables, producer, window);
        afterwards.on(deployment, datafiles, result);
        return result;
      }
    }
  }

  /**
   * Brings everything to where the first measured row could be read next.
   *
   * @return what lets the connectors read it
   */
  private Runnable bringIn(Deployment deployment, RunTables tables, RowProducer producer) {
    boolean preloaded = offer.arrival() == Arrival.PRELOADED;
    if (offer.warmUpRows() == 0 && preloaded) {
      progress.say(String.format(Locale.ROOT, "  preloading %,d rows", offer.rows()));
      producer.sendUpTo(offer.allRows());
      return deployment::startConnectors;
    }
    deployment.startConnectors();
    if (offer.warmUpRows() > 0) {
      progress.say(String.format(Locale.ROOT, "  warm-up: %,d rows", offer.warmUpRows()));
      producer.sendUpTo(offer.warmUpRows());
      Await.until(
          "the warm-up is stored and committed",
          scenario.expectation().timeout(),
          () -> isStored(tables, offer.warmUpRows()));
    }
    if (!preloaded) {
      return () -> {};
    }
    long frozenNanos = System.nanoTime();
    deployment.suspendConnectors();
    progress.say(String.format(Locale.ROOT, "  preloading %,d rows", offer.rows()));
    producer.sendUpTo(offer.allRows());
    return () -> {
      deployment.resumeConnectors();
      frozenSeconds = (System.nanoTime() - frozenNanos) / 1e9;
    };
  }

  private static boolean isStored(RunTables tables, long rows) {
    if (tables.rows().orElse(0) < rows) {
      return false;
    }
    Proof proof = tables.proof(rows);
    return proof.missing() == 0 && proof.partitionsBehind() == 0;
  }

  private RunResult measure(
      int number, Deployment deployment, RunTables tables, RowProducer producer, Window window) {
    long startNanos = System.nanoTime() + LEAD.toNanos();
    VisibleLatency latency = new VisibleLatency(schedule, startNanos);
    CompletableFuture<Void> producing =
        CompletableFuture.runAsync(
            () -> {
              if (offer.isScheduled()) {
                producer.sendOnSchedule(offer.allRows(), startNanos);
              } else {
                producer.sendUpTo(offer.allRows());
              }
            },
            task -> Thread.ofPlatform().name("producer").start(task));
    try (VisibilityProbe probe = new VisibilityProbe(tables, latency);
        FaultClock faults =
            new FaultClock(
                scenario.faults(), deployment.targets(), window::stored, window.startNanos())) {
      if (offer.isScheduled()) {
        probe.start();
      }
      faults.start();
      Window.Measured measured = window.await(producing, faults);
      probe.stop();
      faults.stop();
      Optional<Proof> proof = lastProof(deployment, tables);
      return new RunResult(
          number,
          variant.name(),
          measured.seconds(),
          Math.min(window.stored(), offer.rows()),
          measured.inserts(),
          measured.processes(),
          offer.isScheduled() ? probe.figures().stream().toList() : List.of(),
          measured.series(),
          proof,
          faults.records(),
          remarks(measured, proof));
    }
  }

  /** Services may still hold rows that come again, so they have to end before it is taken. */
  private Optional<Proof> lastProof(Deployment deployment, RunTables tables) {
    deployment.stopServices();
    return tables.proofIfThere(offer.allRows());
  }

  private RunResult.Remarks remarks(Window.Measured measured, Optional<Proof> proof) {
    List<String> problems = new ArrayList<>(measured.problems());
    if (proof.isEmpty()) {
      problems.add("there is no proof, for Kafka or ClickHouse does not answer.");
    }
    return new RunResult.Remarks(frozenSeconds, problems);
  }

  private ClickSource source(Deployment deployment) {
    return switch (offer.data()) {
      case W -> new ClickEvents(offer.seed());
      case W_AVRO -> {
        SchemaRegistration registration = new SchemaRegistration(deployment.registry());
        yield ClickSource.avro(offer.seed(), registration.avro("rows-value", ClickDatum.SCHEMA));
      }
    };
  }

  private Path datafiles(Deployment deployment) {
    String bootstrapServers = deployment.bootstrapServers();
    String delivery = scenario.expectation().delivery().name().toLowerCase(Locale.ROOT);
    try {
      Path datafiles = folder;
      for (String name : names) {
        EventProducer.createTopic(bootstrapServers, name, schedule.partitions());
        KafkaProject project =
            new KafkaProject(
                bootstrapServers,
                name,
                ClickEvents.SCHEMA,
                "ENGINE MergeTree\nENGINE_SORTING_KEY timestamp\nDELIVERY "
                    + delivery
                    + format(offer.data()),
                name,
                RunTables.groupId(name),
                "earliest");
        datafiles =
            switch (offer.data()) {
              case W -> project.write(folder);
              case W_AVRO -> project.writeWithRegistry(folder, deployment.registry());
            };
      }
      return datafiles;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder + ": " + e, e);
    }
  }

  private static String format(DataSet data) {
    return switch (data) {
      case W -> "";
      case W_AVRO -> "\nKAFKA_VALUE_FORMAT avro";
    };
  }
}
