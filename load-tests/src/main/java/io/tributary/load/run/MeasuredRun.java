package io.tributary.load.run;

import io.tributary.load.flame.Span;
import io.tributary.load.measure.LatencyFigures;
import io.tributary.load.measure.ProcessWatch;
import io.tributary.load.measure.VisibleLatency;
import io.tributary.load.process.Await;
import io.tributary.load.report.Drain;
import io.tributary.load.report.FaultRecord;
import io.tributary.load.report.RunResult;
import io.tributary.load.report.RunResult.Proof;
import io.tributary.load.scenario.LoadPlan.Variant;
import io.tributary.load.scenario.Scenario;
import io.tributary.load.scenario.Scenario.Arrival;
import io.tributary.load.scenario.Scenario.Offer;
import io.tributary.load.workload.MessageStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

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
  private final RunSources sources;
  private final MessageStore store;
  private final Profiler profiler;
  private double frozenSeconds;
  private Optional<Span> span = Optional.empty();

  /** A deployment that was measured and still runs, for a baseline on the same servers. */
  interface Afterwards {
    void on(Deployment deployment, Path datafiles, RunResult result);
  }

  /**
   * @param store of messages, for all runs
   */
  MeasuredRun(Path folder, Variant variant, MessageStore store, Progress progress) {
    this.folder = folder;
    this.store = store;
    this.variant = variant;
    this.progress = progress;
    this.scenario = variant.scenario();
    this.offer = scenario.offer();
    this.sources = new RunSources(scenario);
    this.profiler = new Profiler(folder, scenario);
  }

  /**
   * Runs it from the start of the servers to their end.
   *
   * @param afterwards is called when all is measured and the services have ended
   */
  RunResult run(int number, Afterwards afterwards) {
    try (Deployment deployment = Deployment.start(folder, scenario, profiler);
        Senders senders = sources.senders(deployment, store)) {
      Path datafiles = sources.datafiles(deployment, folder);
      deployment.prepareConnectors(folder, datafiles, scenario);
      RunTables tables =
          new RunTables(deployment.bootstrapServers(), deployment.clickHouse(), sources.names());
      deployment.startGatherers();
      Runnable release = bringIn(deployment, tables, senders);
      try (Watches watches = new Watches(deployment.watches())) {
        watches.start();
        Window window = new Window(deployment, tables, watches, scenario, progress);
        release.run();
        RunResult result = measure(number, deployment, tables, senders, window);
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
  private Runnable bringIn(Deployment deployment, RunTables tables, Senders senders) {
    boolean preloaded = offer.arrival() == Arrival.PRELOADED;
    if (offer.warmUpRows() == 0 && preloaded) {
      progress.say(String.format(Locale.ROOT, "  preloading %,d rows", offer.rows()));
      senders.preload();
      return deployment::startConnectors;
    }
    deployment.startConnectors();
    if (offer.warmUpRows() > 0) {
      progress.say(String.format(Locale.ROOT, "  warm-up: %,d rows", offer.warmUpRows()));
      senders.warmUp();
      Await.until(
          "the warm-up is stored and committed",
          scenario.expectation().timeout(),
          () -> {
            deployment.checkAlive();
            return isStored(tables, offer.warmUpRows());
          });
    }
    if (!preloaded) {
      return () -> {};
    }
    // A frozen connector does not tell what it has counted so far.
    deployment.watches().forEach(ProcessWatch::lookClosely);
    long frozenNanos = System.nanoTime();
    deployment.suspendConnectors();
    progress.say(String.format(Locale.ROOT, "  preloading %,d rows", offer.rows()));
    senders.preload();
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
      int number, Deployment deployment, RunTables tables, Senders senders, Window window) {
    long startNanos = System.nanoTime() + LEAD.toNanos();
    VisibleLatency latency = new VisibleLatency(sources.timetable(), startNanos);
    CompletableFuture<Void> producing = senders.send(startNanos);
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
      span = Optional.of(window.span(measured));
      return new RunResult(
          number,
          variant.name(),
          measured.seconds(),
          Math.min(window.stored(), offer.rows()),
          measured.inserts(),
          measured.processes(),
          latencies(probe, senders, measured),
          measured.series(),
          proof,
          faults.records(),
          remarks(probe, measured, proof, faults.records()));
    }
  }

  /**
   * What the services have recorded in the measured window; nothing before they have ended.
   *
   * @param name of the graphs, before that of the role
   */
  Profiler.Found recordings(String name) {
    return span.map(measured -> profiler.recordings(name, measured)).orElse(Profiler.Found.NOTHING);
  }

  private List<LatencyFigures> latencies(
      VisibilityProbe probe, Senders senders, Window.Measured measured) {
    List<LatencyFigures> latencies = new ArrayList<>();
    if (offer.isScheduled()) {
      probe.figures().ifPresent(latencies::add);
      LatencyFigures.of(
              LatencyFigures.PRODUCE_ACKNOWLEDGED,
              senders.acknowledgements(),
              "From the time at which a row was meant to be sent (coordinated omission corrected)"
                  + " to the broker's acknowledgement at the producer, which waits up to 5 ms for a"
                  + " batch.")
          .ifPresent(latencies::add);
    }
    latencies.addAll(measured.means());
    return latencies;
  }

  /** Services may still hold rows that come again, so they have to end before it is taken. */
  private Optional<Proof> lastProof(Deployment deployment, RunTables tables) {
    deployment.stopServices();
    return tables.proofIfThere(offer.allRows());
  }

  private RunResult.Remarks remarks(
      VisibilityProbe probe,
      Window.Measured measured,
      Optional<Proof> proof,
      List<FaultRecord> faults) {
    List<String> problems = new ArrayList<>(measured.problems());
    if (offer.isScheduled()) {
      probe.problem().ifPresent(problems::add);
    }
    if (proof.isEmpty()) {
      problems.add("there is no proof, for Kafka or ClickHouse does not answer.");
    }
    return new RunResult.Remarks(
        frozenSeconds,
        problems,
        List.of(),
        Drain.of(measured.series(), faults, offer.rowsPerSecond(), offer.rows()));
  }
}
