package io.tributary.load.http.crash;

import io.tributary.load.http.Arrival;
import io.tributary.load.http.EventsDeployment;
import io.tributary.load.http.proof.RequestProof;
import io.tributary.load.http.proof.Verdict;
import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.process.SqlClient.SqlException;
import io.tributary.load.run.Progress;
import io.tributary.sandbox.ClickHouseServer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Kills a gatherer under load again and again, and then looks for each row of each request.
 *
 * <p>The proof is taken when the gatherer's spool is empty, and is so again after it has ended in
 * good order and was started once more: what it still had is in the table by then, and what it
 * brings in twice is there twice.
 *
 * <p>Thread: the caller's, and one for each producer.
 */
public final class HttpCrashRun {
  /** Rows go into the table often, so that kills come before, in and after inserts. */
  private static final Map<String, String> SETTINGS =
      Map.of("FLUSH_INTERVAL", "200ms", "HTTP_ANSWER_TIMEOUT", "30s");

  /** Producers go on for so long after the last kill, as life does. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(3);

  private static final Duration LAST_ANSWERS = Duration.ofMinutes(2);
  private static final Duration FIRST_ANSWER = Duration.ofMinutes(1);
  private static final Duration SPOOL_LIMIT = Duration.ofMinutes(2);
  private static final String UNSETTLED = "tributary_gatherer_spool_unsettled_entries";

  private final HttpCrashOptions options;
  private final Path folder;
  private final Progress progress;
  private final KillPlan plan;
  private final SentLog log = new SentLog();
  private int kills;
  private int clickHouseKills;

  /**
   * @param folder for data and logs
   */
  public HttpCrashRun(HttpCrashOptions options, Path folder, Progress progress) {
    this.options = options;
    this.folder = folder;
    this.progress = progress;
    this.plan = KillPlan.of(options.seed(), options.kills());
  }

  /**
   * Runs it. If all holds, the data is deleted and the logs stay.
   *
   * @throws RuntimeException if it cannot be run
   */
  public HttpCrashResult run() {
    long startNanos = System.nanoTime();
    Verdict verdict;
    try (EventsDeployment deployment = EventsDeployment.inSandbox(folder)) {
      ServiceUnderLoad gatherer =
          deployment.startGatherer(
              Map.of(DrawnRequest.DATASOURCE, DrawnRequest.SCHEMA),
              SETTINGS,
              options.connections());
      crash(deployment, gatherer);
      verdict = settleAndProve(deployment, gatherer);
    }
    HttpCrashResult result =
        new HttpCrashResult(
            kills,
            clickHouseKills,
            log.counts(),
            verdict,
            log.problems(),
            Duration.ofNanos(System.nanoTime() - startNanos),
            folder);
    if (result.holds()) {
      EventsDeployment.deleteData(folder);
    }
    return result;
  }

  private void crash(EventsDeployment deployment, ServiceUnderLoad gatherer) {
    CrashProducer.Place place =
        new CrashProducer.Place(
            deployment.httpPort(), deployment.sql(), table(deployment, DrawnRequest.DATASOURCE));
    List<CrashProducer> producers =
        IntStream.range(0, options.connections())
            .mapToObj(i -> new CrashProducer(i, options.seed(), place, log))
            .toList();
    List<Thread> threads = new ArrayList<>();
    try {
      producers.forEach(
          producer ->
              threads.add(
                  Thread.ofPlatform().daemon().name("producer-", threads.size()).start(producer)));
      for (KillPlan.Round round : plan.rounds()) {
        if (round.from() == KillPlan.From.FIRST_ANSWER) {
          awaitGoodAnswer();
        }
        Await.pause(round.after());
        if (!gatherer.isAlive()) {
          log.problem("the gatherer ended by itself before kill " + (kills + 1));
        }
        kill(round, gatherer, deployment.clickHouse());
        progress.say(
            "  %d of %d: %s; %,d requests"
                .formatted(kills, options.kills(), round.text(), log.size()));
      }
      awaitGoodAnswer();
      Await.pause(AFTERWARDS);
    } finally {
      producers.forEach(producer -> producer.finish(LAST_ANSWERS));
    }
    threads.forEach(this::join);
  }

  private void awaitGoodAnswer() {
    long before = log.acknowledged();
    try {
      Await.until("a request is acknowledged", FIRST_ANSWER, () -> log.acknowledged() > before);
    } catch (IllegalStateException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      log.problem(
          "no request was acknowledged within %d s after %d kills"
              .formatted(FIRST_ANSWER.toSeconds(), kills));
    }
  }

  private void kill(KillPlan.Round round, ServiceUnderLoad gatherer, ClickHouseServer clickHouse) {
    if (round.clickHouse() == KillPlan.ClickHouse.BEFORE) {
      clickHouse.kill();
      clickHouseKills++;
      Await.pause(round.apart());
    }
    gatherer.kill();
    kills++;
    if (round.clickHouse() == KillPlan.ClickHouse.AFTER) {
      Await.pause(round.apart());
      clickHouse.kill();
      clickHouseKills++;
    }
    clickHouse.start();
    gatherer.start();
  }

  private void join(Thread thread) {
    try {
      // A producer may be in an exchange when its time is over.
      if (!thread.join(LAST_ANSWERS.multipliedBy(2))) {
        log.problem(thread.getName() + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while producers end", e);
    }
  }

  private Verdict settleAndProve(EventsDeployment deployment, ServiceUnderLoad gatherer) {
    long acknowledged = log.acknowledgedRows();
    long stored = Arrival.of(acknowledged, () -> rows(deployment));
    if (stored < acknowledged) {
      log.problem("%d rows were acknowledged, and %d came".formatted(acknowledged, stored));
    }
    awaitEmptySpool(gatherer);
    gatherer.stop();
    gatherer.start();
    awaitEmptySpool(gatherer);
    gatherer.stop();
    return new RequestProof(deployment.sql(), deployment.database(), DrawnRequest.DATASOURCE)
        .take(log.pages());
  }

  /** Rows that nobody waits for are in there as well, and would come later. */
  private void awaitEmptySpool(ServiceUnderLoad gatherer) {
    try {
      Await.until(
          "the spool is empty",
          SPOOL_LIMIT,
          () -> gatherer.metrics().ifThere(UNSETTLED).orElse(Double.NaN) == 0);
    } catch (IllegalStateException | UncheckedIOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      log.problem("the spool is not empty after %d s".formatted(SPOOL_LIMIT.toSeconds()));
    }
  }

  /** In both tables. */
  private static long rows(EventsDeployment deployment) {
    long rows = 0;
    for (String name : List.of(DrawnRequest.DATASOURCE, DrawnRequest.DATASOURCE + "_quarantine")) {
      try {
        rows += deployment.sql().number("SELECT count() FROM " + table(deployment, name));
      } catch (SqlException e) {
        // It is made with its first row.
      }
    }
    return rows;
  }

  private static String table(EventsDeployment deployment, String name) {
    return deployment.database() + "." + name;
  }
}
