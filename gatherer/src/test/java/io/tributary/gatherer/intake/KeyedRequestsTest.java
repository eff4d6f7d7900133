package io.tributary.gatherer.intake;

import static io.tributary.gatherer.intake.TestRequests.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.tributary.gatherer.http.IdempotencyKey;
import io.tributary.gatherer.http.RowIntake;
import io.tributary.gatherer.intake.TestRequests.Sending;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that repeat the key of another one. */
final class KeyedRequestsTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final RowIntake.Replayed REPLAYED =
      new RowIntake.Replayed(new RowIntake.Accepted(3, 1, List.of()));

  private final TestRequests requests = new TestRequests(VERTX, 1 << 20);

  @AfterEach
  void close() {
    requests.close();
  }

  @AfterAll
  static void closeAll() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private RowIntake.Accepted accept(Sending sending) throws Exception {
    return assertInstanceOf(RowIntake.Accepted.class, sending.send(0, 3).bad().end());
  }

  @Test
  void repeatGetsTheAnswerOfTheFirst() throws Exception {
    assertEquals(3, accept(requests.first("a")).successfulRows());
    assertEquals(REPLAYED, await(requests.repeat("a")));
    assertEquals(LongStream.range(0, 3).boxed().toList(), requests.idsAfterCrash());
  }

  @Test
  void keyIsKnownAfterACrash() throws Exception {
    accept(requests.first("a"));
    try (TestRequests after = requests.crash()) {
      assertEquals(REPLAYED, await(after.repeat("a")));
      accept(after.first("b"));
    }
  }

  @Test
  void repeatWaitsForTheFirst() throws Exception {
    Sending first = requests.first("a");
    Future<RowIntake.Outcome> repeat = requests.repeat("a");
    try (TestRequests.Held _ = requests.hold()) {
      var unused = first.send(0, 3).bad().ending();
      assertFalse(repeat.isComplete());
    }
    assertEquals(REPLAYED.first().successfulRows(), accepted(await(repeat)).successfulRows());
  }

  private static RowIntake.Accepted accepted(RowIntake.Outcome outcome) {
    return assertInstanceOf(RowIntake.Replayed.class, outcome).first();
  }

  @Test
  void repeatOfARequestThatIsCutOffIsToldToComeAgain() throws Exception {
    Sending first = requests.first("a").send(0, 500);
    Future<RowIntake.Outcome> repeat = requests.repeat("a");
    first.abort();
    RowIntake.Busy busy = assertInstanceOf(RowIntake.Busy.class, await(repeat));
    assertEquals(1, busy.retryAfter().toSeconds());
    accept(requests.first("a"));
    assertEquals(LongStream.range(0, 3).boxed().toList(), requests.idsAfterCrash());
  }

  @Test
  void keyOfARequestThatCouldNotBeWrittenIsFree() throws Exception {
    requests.disk().fail(true);
    assertInstanceOf(RowIntake.Busy.class, requests.first("a").send(0, 3).end());
    requests.disk().fail(false);
    TestRequests.until(
        "the disk is not tried again", () -> requests.disk().spool().problem().isEmpty());
    accept(requests.first("a"));
  }

  @Test
  void keyOfARequestWithoutRowsIsFree() throws Exception {
    assertInstanceOf(RowIntake.Accepted.class, requests.first("a").end());
    accept(requests.first("a"));
  }

  @Test
  void largeRequestKeepsItsKeyWithItsLastEntry() throws Exception {
    assertInstanceOf(RowIntake.Accepted.class, requests.first("a").send(0, 500).end());
    try (TestRequests after = requests.crash()) {
      assertEquals(500, accepted(await(after.repeat("a"))).successfulRows());
    }
  }

  @Test
  void keysBelongToTheirProducerAndDatasource() {
    IdempotencyKey key = new IdempotencyKey("a");
    assertEquals(KeyedRequests.hash("", "events", key), KeyedRequests.hash("", "events", key));
    assertNotEquals(KeyedRequests.hash("", "events", key), KeyedRequests.hash("", "event", key));
    assertNotEquals(
        KeyedRequests.hash("", "events", key), KeyedRequests.hash("web", "events", key));
  }

  @Test
  void oneOfManyThatComeAtOnceIsTheFirst() throws Exception {
    int threads = 4;
    int rounds = 200;
    KeyedRequests keys = requests.tools.keys();
    AtomicInteger firsts = new AtomicInteger();
    AtomicInteger repeats = new AtomicInteger();
    try (ExecutorService racers = Executors.newFixedThreadPool(threads)) {
      for (int round = 0; round < rounds; round++) {
        String key = "round-" + round;
        CountDownLatch start = new CountDownLatch(1);
        List<java.util.concurrent.Future<Boolean>> turns = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          turns.add(
              racers.submit(
                  () -> {
                    start.await();
                    return keys.begin(TestRequests.hash(key)) instanceof KeyedRequests.First;
                  }));
        }
        start.countDown();
        for (var turn : turns) {
          (turn.get(30, TimeUnit.SECONDS) ? firsts : repeats).incrementAndGet();
        }
      }
    }
    assertEquals(rounds, firsts.get());
    assertEquals(rounds * (threads - 1), repeats.get());
  }

  @Test
  void refusalOfTheFirstIsNoAnswerForTheRepeat() {
    for (RowIntake.Outcome refusal :
        List.of(
            new RowIntake.Rejected(List.of(new RowIntake.RowError(1, "bad"))),
            new RowIntake.Busy(Duration.ofMinutes(5), "the disk is full"))) {
      RowIntake.Busy busy = assertInstanceOf(RowIntake.Busy.class, KeyedRequests.replay(refusal));
      assertEquals(1, busy.retryAfter().toSeconds());
    }
    assertEquals(REPLAYED, KeyedRequests.replay(REPLAYED));
  }
}
