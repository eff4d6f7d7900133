package io.tributary.load.run;

import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.process.Await;
import io.tributary.load.report.RunResult.Inserts;
import io.tributary.load.report.RunResult.Proof;
import io.tributary.load.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
  private static final Duration PROVE_EVERY = Duration.ofMillis(500);
  private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(30);

  private final Deployment deployment;
  private final RunTables tables;
  private final Watches watches;
  private final Scenario scenario;
  private final Progress progress;
  private final long partsBefore;
  private final long startNanos;
  private volatile long stored;

  /** What was measured at the end. */
  record Measured(double seconds, Inserts inserts, List<ProcessFigures> processes, Proof proof) {}

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
  }

  /** Measured rows that the last look found; some may be there twice. */
  long stored() {
    return stored;
  }

  /**
   * Waits for all rows, and as long for all faults. Ends also when nothing moves any more; the
   * proof then says what is missing.
   *
   * @param producing fails when rows cannot be sent
   */
  Measured await(CompletableFuture<Void> producing, FaultClock faults) {
    Measured measured = awaitRows(producing, faults);
    long all = scenario.offer().allRows();
    if (measured.proof().missing() != 0) {
      return measured;
    }
    Await.until("the faults are over", scenario.expectation().timeout(), faults::isOver);
    Proof proof = tables.proof(all);
    long deadline = System.nanoTime() + COMMIT_PATIENCE.toNanos();
    while ((proof.partitionsBehind() > 0 || proof.missing() > 0) && System.nanoTime() < deadline) {
      Await.pause(PROVE_EVERY);
      proof = tables.proof(all);
    }
    return new Measured(measured.seconds(), measured.inserts(), measured.processes(), proof);
  }

  private Measured awaitRows(CompletableFuture<Void> producing, FaultClock faults) {
    long movedNanos = System.nanoTime();
    while (true) {
      if (producing.isCompletedExceptionally()) {
        producing.join();
      }
      boolean faultsOver = faults.isOver();
      check();
      long before = stored;
      long now = look();
      movedNanos = stored > before ? now : movedNanos;
      progress.show(() -> state(now));
      if (stored >= scenario.offer().rows()) {
        Measured measured = measure(now);
        if (measured.proof().missing() == 0 || isStuck(now, movedNanos)) {
          progress.end(state(now));
          return measured;
        }
        Await.pause(PROVE_EVERY);
      } else if (faultsOver && isStuck(now, movedNanos)) {
        progress.end(state(now));
        progress.say("  Nothing is stored any more; the logs of the services say why.");
        return measure(now);
      } else {
        Await.pause(untilNextLook(now, faultsOver));
      }
    }
  }

  private long look() {
    OptionalLong rows = tables.rows();
    long now = System.nanoTime();
    rows.ifPresent(there -> stored = there - scenario.offer().warmUpRows());
    return now;
  }

  /** Looks cost ClickHouse CPU that is measured too, so they are rare until the end is near. */
  private Duration untilNextLook(long nowNanos, boolean faultsOver) {
    double millisPerRow = (nowNanos - startNanos) / 1e6 / Math.max(1, stored);
    double millisLeft = (scenario.offer().rows() - stored) * millisPerRow;
    long longest = faultsOver ? LONGEST_LOOK_MILLIS : 2 * SHORTEST_LOOK_MILLIS;
    return Duration.ofMillis(Math.clamp(Math.round(millisLeft / 4), SHORTEST_LOOK_MILLIS, longest));
  }

  private void check() {
    List<String> ended = deployment.endedByThemselves();
    if (!ended.isEmpty()) {
      throw new IllegalStateException(
          String.join(", ", ended) + " ended without being told to; its log says why");
    }
  }

  private boolean isStuck(long now, long movedNanos) {
    Scenario.Expectation expectation = scenario.expectation();
    return now - movedNanos > expectation.stalled().toNanos()
        || now - startNanos > expectation.timeout().toNanos();
  }

  private Measured measure(long nowNanos) {
    List<ProcessFigures> processes = watches.figures();
    Inserts inserts =
        new Inserts(watches.grown(Deployment.INSERTS), tables.partsMade() - partsBefore);
    Proof proof = tables.proof(scenario.offer().allRows());
    return new Measured((nowNanos - startNanos) / 1e9, inserts, processes, proof);
  }

  private String state(long nowNanos) {
    double seconds = (nowNanos - startNanos) / 1e9;
    return String.format(
        Locale.ROOT,
        "  %4.0f s   stored %,d of %,d   %,.0f rows/s",
        seconds,
        stored,
        scenario.offer().rows(),
        stored / seconds);
  }
}
