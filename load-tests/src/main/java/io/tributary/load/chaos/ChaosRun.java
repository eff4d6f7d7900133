package io.tributary.load.chaos;

import io.tributary.load.chaos.flow.ChaosSource;
import io.tributary.load.chaos.flow.ChaosWriters;
import io.tributary.load.chaos.proof.ChaosProof;
import io.tributary.load.chaos.proof.ChaosProof.Verdict;
import io.tributary.load.chaos.proof.InsertHistory;
import io.tributary.load.chaos.schedule.ChaosSchedule;
import io.tributary.load.chaos.schedule.FaultKind;
import io.tributary.load.chaos.schedule.ScheduledFault;
import io.tributary.load.process.Await;
import io.tributary.load.run.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One seed on servers that run: services, writers, faults, quiet points, proof.
 *
 * <p>Thread: the caller's, and one for each fault that is under way.
 */
public final class ChaosRun {
  /** A fault may have to start processes several times before it is healed. */
  private static final Duration HEALING_LIMIT = Duration.ofMinutes(3);

  private final ChaosServers servers;
  private final ChaosSchedule schedule;
  private final ChaosOptions options;
  private final Path folder;
  private final Progress progress;
  private final List<ChaosSource> sources;
  private final InsertHistory inserts = new InsertHistory();
  private final Map<FaultKind, Integer> done = new EnumMap<>(FaultKind.class);
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private Verdict verdict = Verdict.NOTHING;
  private int quietPoints;

  /** What a run consists of while it runs. */
  private record Parts(
      ChaosServices services,
      ChaosWriters writers,
      FaultHands hands,
      ChaosProof proof,
      QuietPoint quiet,
      GuiltyOffsets guilty,
      EventLog log) {}

  /**
   * @param folder for logs
   */
  public ChaosRun(
      ChaosServers servers, long seed, ChaosOptions options, Path folder, Progress progress) {
    this.servers = servers;
    this.options = options;
    this.folder = folder;
    this.progress = progress;
    this.sources = ChaosSource.all("s" + seed);
    this.schedule =
        ChaosSchedule.of(
            seed,
            options.faultCount(),
            options.time(),
            servers.topology(options.gatherers(), sources.size()));
  }

  /** Runs it; what fails is in the result. */
  public SeedResult run() {
    long startNanos = System.nanoTime();
    progress.say("Seed %d, %d faults:".formatted(schedule.seed(), schedule.faults().size()));
    schedule.faults().forEach(fault -> progress.say("  " + fault.text()));
    try (EventLog log = new EventLog(folder.resolve("chaos.log"))) {
      run(log);
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      problems.add("the run failed: " + e);
    }
    return new SeedResult(
        schedule.seed(),
        done,
        Duration.ofNanos(System.nanoTime() - startNanos),
        quietPoints,
        inserts.inserts(),
        verdict,
        problems,
        folder);
  }

  private void run(EventLog log) {
    sources.stream()
        .flatMap(source -> source.preparation().stream())
        .forEach(statement -> servers.sql().query(statement));
    String kafka = servers.kafka().bootstrapServers();
    try (ChaosWriters writers =
            ChaosWriters.start(kafka, servers.registryUrl(), sources, options.recordsPerSecond());
        ChaosServices services =
            new ChaosServices(
                folder,
                servers,
                sources,
                options.gatherers(),
                (gatherer, event) -> {
                  inserts.take(event, System.currentTimeMillis());
                  log.insert(gatherer, event);
                });
        ChaosProcesses processes = new ChaosProcesses(servers, services)) {
      ChaosProof proof = new ChaosProof(kafka, servers.sql(), sources, inserts);
      services.start();
      processes.watchOver();
      Meddler meddler = new Meddler(kafka, servers.sql(), sources, writers);
      FaultHands hands = new FaultHands(servers, services, processes, meddler, log);
      faultsAndProofs(
          new Parts(
              services,
              writers,
              hands,
              proof,
              new QuietPoint(kafka, servers.sql(), sources),
              new GuiltyOffsets(folder, services, proof),
              log));
      problems.addAll(processes.endedByThemselves());
    }
  }

  private void faultsAndProofs(Parts parts) {
    parts.writers().go();
    parts.quiet().awaitFlow();
    Duration from = Duration.ZERO;
    while (from.compareTo(options.time()) < 0 && problems.isEmpty()) {
      Duration to = from.plus(options.quietEvery());
      Duration end = to.compareTo(options.time()) < 0 ? to : options.time();
      parts.writers().go();
      faults(from, end, parts);
      parts.log().line("quiet point begins");
      quietPoint(parts);
      parts.log().line("quiet point ends: " + verdict.flaws().size() + " flaws");
      if (!verdict.flaws().isEmpty()) {
        return;
      }
      from = end;
    }
  }

  /** Does the faults that begin in this part of the time, and returns when it is over. */
  private void faults(Duration from, Duration end, Parts parts) {
    long startNanos = System.nanoTime() - from.toNanos();
    List<Thread> underWay = new ArrayList<>();
    for (ScheduledFault fault : schedule.faults()) {
      // A full schedule may push its last faults behind the end.
      boolean isBeforeEnd = end.equals(options.time()) || fault.at().compareTo(end) < 0;
      if (fault.at().compareTo(from) >= 0 && isBeforeEnd) {
        pauseUntil(startNanos + fault.at().toNanos());
        underWay.add(Thread.ofVirtual().start(() -> perform(fault, parts)));
        done.merge(fault.kind(), 1, Integer::sum);
      }
    }
    pauseUntil(startNanos + end.toNanos());
    long deadline = System.nanoTime() + HEALING_LIMIT.toNanos();
    for (Thread thread : underWay) {
      join(thread, deadline);
    }
  }

  private void perform(ScheduledFault fault, Parts parts) {
    try {
      parts.hands().perform(fault);
    } catch (RuntimeException e) {
      problems.add("'" + fault.text().strip() + "' could not be done: " + e.getMessage());
    }
  }

  private static void pauseUntil(long nanos) {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      Await.pause(Duration.ofNanos(left));
    }
  }

  private void join(Thread thread, long deadlineNanos) {
    try {
      long left = Math.max(1, deadlineNanos - System.nanoTime());
      if (!thread.join(Duration.ofNanos(left))) {
        problems.add("a fault was not healed within " + HEALING_LIMIT.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while faults are healed", e);
    }
  }

  private void quietPoint(Parts parts) {
    progress.say(
        "  quiet point after %d faults".formatted(done.values().stream().mapToInt(i -> i).sum()));
    parts.hands().healAll();
    parts.writers().pause();
    List<QuietPoint.Stuck> stuck = parts.quiet().await();
    if (!stuck.isEmpty()) {
      problems.add("not quiet within %d s: %s".formatted(QuietPoint.LIMIT.toSeconds(), stuck));
      parts.guilty().writeStuck(stuck);
    }
    verdict = parts.proof().look();
    quietPoints++;
    if (!verdict.flaws().isEmpty()) {
      parts.guilty().writeFlawed(verdict.flaws());
    }
    progress.say(
        "    %,d records, %,d of them in quarantine, %d flaws"
            .formatted(verdict.records(), verdict.quarantined(), verdict.flaws().size()));
    verdict.flaws().stream().limit(5).forEach(flaw -> progress.say("    " + flaw));
  }
}
