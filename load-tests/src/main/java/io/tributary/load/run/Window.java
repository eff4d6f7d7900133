package io.tributary.load.run;

import io.tributary.load.flame.Span;
import io.tributary.load.measure.LatencyFigures;
import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.measure.TimeSeries;
import io.tributary.load.measure.TimeSeriesRecorder;
import io.tributary.load.process.Await;
import io.tributary.load.report.RunResult.Inserts;
import io.tributary.load.report.RunResult.Proof;
import io.tributary.load.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * The measured part of a run: from the moment at which the first measured row can be read to the
 * first look that finds all of them stored.
 *
 * <p>Thread: the run's; {@link #stored} any.
 */
final class Window {
  private static final long SHORTEST_LOOK_MILLIS = 25;
  private static final long LONGEST_LOOK_MILLIS = 500;
  private static final Duration PROVE_EVERY = Duration.ofSeconds(2);
  private static final Duration COMMITS_EVERY = Duration.ofMillis(500);
  private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(30);

  private final Deployment deployment;
  private final RunTables tables;
  private final Watches watches;
  private final Scenario scenario;
  private final Progress progress;
  private final OptionalLong partsBefore;
  private final long startNanos;
  private final Instant opened;
  private final TimeSeriesRecorder recorder;
  private volatile long stored;

  /**
   * What was measured at the end.
   *
   * @param means latencies that services measure themselves
   * @param problems why it ended although something is missing, each the end of a sentence
   */
  record Measured(
      double seconds,
      Inserts inserts,
      List<ProcessFigures> processes,
      List<LatencyFigures> means,
      TimeSeries series,
      List<String> problems) {
    Measured {
      processes = List.copyOf(processes);
      means = List.copyOf(means);
      problems = List.copyOf(problems);
    }

    private Measured within(double otherSeconds) {
      return new Measured(otherSeconds, inserts, processes, means, series, problems);
    }

    private Measured with(String problem) {
      return new Measured(seconds, inserts, processes, means, series, List.of(problem));
    }
  }

  /** Opens it. All warm-up rows are stored and committed, and nothing else is there. */
  Window(
      Deployment deployment,
      RunTables tables,
      Watches watches,
      Scenario scenario,
      Progress progress) {
    this.deployment = deployment;
    this.tables = tables;
    this.watches = watches;
    this.scenario = scenario;
    this.progress = progress;
    this.partsBefore = tables.partsMade();
    watches.begin();
    this.startNanos = System.nanoTime();
    this.opened = Instant.now();
    this.recorder = watches.recorder();
    recorder.offer(0, 0);
  }

  /** Measured rows that the last look found; some may be there twice. */
  long stored() {
    return stored;
  }

  /** When it was opened, on {@link System#nanoTime}'s clock. */
  long startNanos() {
    return startNanos;
  }

  /** The same on the wall clock, and its end. */
  Span span(Measured measured) {
    return new Span(opened, opened.plusNanos(Math.round(measured.seconds() * 1e9)));
  }

  /**
   * Waits for all rows, then for all faults and commits. Ends in any case at the timeout, and when
   * nothing is stored any more although no fault is due at a time.
   *
   * @param producing fails when rows cannot be sent
   */
  Measured await(CompletableFuture<Void> producing, FaultClock faults) {
    Measured measured = awaitRows(producing, faults);
    if (!measured.problems().isEmpty()) {
      return measured;
    }
    while (!faults.isOver()) {
      if (isLate(System.nanoTime())) {
        return measured.with(
            "not all faults were done within %d s.".formatted(timeout().toSeconds()));
      }
      Await.pause(COMMITS_EVERY);
    }
    awaitCommits();
    return measured;
  }

  /** What is behind after that will be in the proof. */
  private void awaitCommits() {
    long deadline = System.nanoTime() + COMMIT_PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Proof> proof = tables.proofIfThere(scenario.offer().allRows());
      if (proof.isPresent() && proof.get().missing() == 0 && proof.get().partitionsBehind() == 0) {
        return;
      }
      Await.pause(COMMITS_EVERY);
    }
  }

  private Measured awaitRows(CompletableFuture<Void> producing, FaultClock faults) {
    long movedNanos = System.nanoTime();
    long provedNanos = movedNanos - PROVE_EVERY.toNanos();
    while (true) {
      if (producing.isCompletedExceptionally()) {
        producing.join();
      }
      boolean faultsOver = faults.isOver();
      boolean waitsForTime = faults.waitsForTime();
      deployment.checkAlive();
      long before = stored;
      long now = look();
      movedNanos = stored > before || waitsForTime ? now : movedNanos;
      progress.show(this::state);
      if (stored >= scenario.offer().rows() && now - provedNanos >= PROVE_EVERY.toNanos()) {
        Optional<Measured> complete = complete(now);
        if (complete.isPresent()) {
          progress.end(end(now));
          return complete.get();
        }
        provedNanos = System.nanoTime();
      }
      Optional<String> early = earlyEnd(now, movedNanos);
      if (early.isPresent()) {
        progress.end(end(now));
        progress.say("  Ended early: " + early.get() + " The logs of the services may say why.");
        return measure(now).with(early.get());
      }
      Await.pause(untilNextLook(now, faultsOver));
    }
  }

  private long look() {
    OptionalLong rows = tables.rows();
    long now = System.nanoTime();
    rows.ifPresent(there -> stored = there - scenario.offer().warmUpRows());
    recorder.offer(secondsUntil(now), stored);
    return now;
  }

  /** Looks cost ClickHouse CPU that is measured too, so they are rare until the end is near. */
  private Duration untilNextLook(long nowNanos, boolean faultsOver) {
    double millisPerRow = (nowNanos - startNanos) / 1e6 / Math.max(1, stored);
    if (stored >= scenario.offer().rows()) {
      return Duration.ofMillis(LONGEST_LOOK_MILLIS);
    }
    double millisLeft = (scenario.offer().rows() - stored) * millisPerRow;
    long longest = faultsOver ? LONGEST_LOOK_MILLIS : 2 * SHORTEST_LOOK_MILLIS;
    return Duration.ofMillis(Math.clamp(Math.round(millisLeft / 4), SHORTEST_LOOK_MILLIS, longest));
  }

  /** Why it has to end although rows are missing, if it has to. */
  private Optional<String> earlyEnd(long nowNanos, long movedNanos) {
    Duration stalled = scenario.expectation().stalled();
    String reason;
    if (isLate(nowNanos)) {
      reason = "not over within %d s".formatted(timeout().toSeconds());
    } else if (nowNanos - movedNanos > stalled.toNanos()) {
      reason = "nothing was stored for %d s".formatted(stalled.toSeconds());
    } else {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s; %,d rows were stored of %,d.",
            reason,
            stored,
            scenario.offer().rows()));
  }

  private boolean isLate(long nowNanos) {
    return nowNanos - startNanos > timeout().toNanos();
  }

  private Duration timeout() {
    return scenario.expectation().timeout();
  }

  /**
   * The end, if no row is missing. Where rows are there twice, the look could not tell when the
   * last one came, and only the proof's time is certain.
   */
  private Optional<Measured> complete(long nowNanos) {
    boolean duplicates = stored > scenario.offer().rows();
    Measured measured = measure(nowNanos);
    Optional<Proof> proof = tables.proofIfThere(scenario.offer().allRows());
    if (proof.isEmpty() || proof.get().missing() != 0) {
      return Optional.empty();
    }
    return Optional.of(duplicates ? measured.within(secondsUntil(System.nanoTime())) : measured);
  }

  private Measured measure(long nowNanos) {
    List<ProcessFigures> processes = watches.figures();
    OptionalLong parts = tables.partsMade();
    OptionalLong made =
        parts.isPresent() && partsBefore.isPresent()
            ? OptionalLong.of(parts.getAsLong() - partsBefore.getAsLong())
            : OptionalLong.empty();
    Inserts inserts =
        new Inserts(
            Math.round(watches.grown(ServiceCounters.INSERTS)),
            made,
            ServiceCounters.flushReasons(watches::grown));
    List<LatencyFigures> means =
        ServiceCounters.means(watches::grown, scenario.offer().isScheduled());
    recorder.end(secondsUntil(nowNanos), stored);
    return new Measured(
        secondsUntil(nowNanos), inserts, processes, means, recorder.series(), List.of());
  }

  private double secondsUntil(long nowNanos) {
    return (nowNanos - startNanos) / 1e9;
  }

  /** The last line is about the whole window. */
  private String end(long nowNanos) {
    double seconds = secondsUntil(nowNanos);
    return String.format(
        Locale.ROOT,
        "  %4.0f s   stored %,d of %,d   %,.0f rows/s",
        seconds,
        stored,
        scenario.offer().rows(),
        stored / seconds);
  }

  private String state() {
    return new LiveLine(scenario.offer().rows(), recorder.processes())
        .text(recorder.samples(), Math.round(watches.grown(ServiceCounters.INSERTS)));
  }
}
