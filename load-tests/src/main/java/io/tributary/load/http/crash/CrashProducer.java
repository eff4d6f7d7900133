package io.tributary.load.http.crash;

import io.tributary.load.http.proof.SentRequest;
import io.tributary.load.http.wire.Answer;
import io.tributary.load.process.Await;
import io.tributary.load.process.SqlClient;
import io.tributary.load.process.SqlClient.SqlException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One producer: sends requests one after the other over one connection, and connects anew whenever
 * it is gone. A request with a key is repeated until it is answered, any other is sent once.
 *
 * <p>Thread: one of its own; {@link #finish} any.
 */
final class CrashProducer implements Runnable {
  /** Not as fast as it goes: what is proven is that nothing is lost, and both cores have to do. */
  private static final int MOST_PAUSE_MILLIS = 10;

  private static final Duration RETRY = Duration.ofMillis(50);

  /** Answers after which the same may well be sent again. */
  private static final Set<Integer> LATER = Set.of(408, 429, 503);

  private final int index;
  private final SplittableRandom random;
  private final Place place;
  private final SentLog log;
  private @Nullable ProducerSocket socket;
  private volatile boolean finishing;
  private volatile long giveUpNanos;

  /**
   * Where requests go and rows come out.
   *
   * @param table with its database
   */
  record Place(int port, SqlClient sql, String table) {}

  private enum Outcome {
    ACKNOWLEDGED,
    REFUSED,
    UNKNOWN
  }

  CrashProducer(int index, long seed, Place place, SentLog log) {
    this.index = index;
    this.random = new SplittableRandom(seed * 1_000_003L + index);
    this.place = place;
    this.log = log;
  }

  /** No new requests; those with a key are repeated for so long. */
  void finish(Duration patience) {
    giveUpNanos = System.nanoTime() + patience.toNanos();
    finishing = true;
  }

  @Override
  public void run() {
    try {
      // Request 0 is none: what a text without a number would belong to.
      for (long sequence = 1; !finishing && connect(); sequence++) {
        one(DrawnRequest.draw(SentRequest.id(index, sequence), waitOneOf(), random));
        Await.pause(Duration.ofMillis(random.nextInt(MOST_PAUSE_MILLIS)));
      }
    } catch (RuntimeException e) {
      log.problem("producer %d failed: %s".formatted(index, e));
    } finally {
      disconnect();
    }
  }

  /** Most producers seldom wait for the table, which may take seconds after a kill. */
  private int waitOneOf() {
    return index % 4 == 0 ? 2 : 50;
  }

  private void one(DrawnRequest drawn) {
    log.sending(drawn);
    Outcome outcome = attempt(drawn);
    while (drawn.keyed() && outcome == Outcome.UNKNOWN) {
      if (isOver()) {
        log.problem("request %d with a key was never answered".formatted(drawn.sent().id()));
        return;
      }
      Await.pause(RETRY);
      log.repeating();
      outcome = attempt(drawn);
    }
    if (outcome == Outcome.ACKNOWLEDGED && drawn.waits()) {
      lookUp(drawn);
    }
  }

  private Outcome attempt(DrawnRequest drawn) {
    if (!connect()) {
      return Outcome.UNKNOWN;
    }
    ProducerSocket to = socket;
    try {
      return to == null ? Outcome.UNKNOWN : answered(drawn, to.exchange(drawn.message()));
    } catch (IOException e) {
      disconnect();
      return Outcome.UNKNOWN;
    }
  }

  private Outcome answered(DrawnRequest drawn, Answer answer) {
    if (answer.closes()) {
      disconnect();
    }
    if (LATER.contains(answer.status())) {
      log.later();
      return Outcome.UNKNOWN;
    }
    if (!answer.isGood()) {
      log.problem(
          "request %d got %s: %s"
              .formatted(drawn.sent().id(), answer.label(), answer.body().strip()));
      return Outcome.REFUSED;
    }
    if (answer.status() != drawn.expectedStatus()
        || !answer.body().startsWith(drawn.expectedBody())) {
      log.problem(
          "request %d was to get %d %s… and got %d %s"
              .formatted(
                  drawn.sent().id(),
                  drawn.expectedStatus(),
                  drawn.expectedBody(),
                  answer.status(),
                  answer.body().strip()));
    }
    log.acknowledged(drawn, answer.replayed());
    return Outcome.ACKNOWLEDGED;
  }

  /** Rows that were answered with 200 are there now, and not only in the end. */
  private void lookUp(DrawnRequest drawn) {
    try {
      long rows =
          place
              .sql()
              .number(
                  "SELECT count() FROM %s WHERE request = %d"
                      .formatted(place.table(), drawn.sent().id()));
      log.lookedUp();
      if (rows < drawn.sent().good()) {
        log.problem(
            "request %d was answered with 200 when the table had %d of its %d rows%s"
                .formatted(
                    drawn.sent().id(),
                    rows,
                    drawn.sent().good(),
                    drawn.keyed() ? "; it has a key" : ""));
      }
    } catch (SqlException e) {
      // ClickHouse was killed meanwhile, or nothing was ever stored; the proof is taken later.
    }
  }

  /** Returns whether there is a connection; waits for it until the end. */
  private boolean connect() {
    while (socket == null) {
      if (isOver()) {
        return false;
      }
      try {
        socket = ProducerSocket.open(place.port());
      } catch (IOException e) {
        Await.pause(RETRY);
      }
    }
    return true;
  }

  private boolean isOver() {
    return finishing && System.nanoTime() - giveUpNanos > 0;
  }

  private void disconnect() {
    ProducerSocket open = socket;
    if (open != null) {
      open.close();
      socket = null;
    }
  }
}
