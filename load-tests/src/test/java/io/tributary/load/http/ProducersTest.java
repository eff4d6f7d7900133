package io.tributary.load.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.http.proof.SentRequest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Producers against a server of the test's, on real sockets. */
class ProducersTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Vertx vertx = Vertx.vertx();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final AtomicInteger count = new AtomicInteger();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private interface Behaviour {
    void answer(HttpServerRequest request, int number);
  }

  @Test
  void pacedRequestsAreEachSentOnceAndRemembered() {
    LoadRequests requests = LoadRequests.ofRows(42, 1, 3);
    try (Producers producers =
        producers(new Pace(7, 200), requests, 1, (request, number) -> accept(request))) {
      double seconds = producers.run(SHORT);
      PhaseTally tally = producers.tally();
      assertEquals(60, tally.requestsSent() + producers.tally().requestsNotSent());
      assertEquals(tally.requestsSent(), tally.requests());
      assertTrue(seconds >= 0.3, seconds + " s");
      assertEquals(tally.requests(), new HashSet<>(bodies).size());
      assertEquals(tally.rows(), bodies.stream().mapToLong(body -> body.lines().count()).sum());
      List<SentRequest> sent = sent(producers);
      assertEquals(tally.requests(), sent.size());
      assertTrue(sent.stream().allMatch(SentRequest::acknowledged));
      assertEquals(tally.rows(), sent.stream().mapToLong(SentRequest::good).sum());
    }
  }

  @Test
  void refusedRequestsAreCountedByTheirCodeAndNotAcknowledged() {
    LoadRequests requests = LoadRequests.ofRows(42, 1, 1);
    try (Producers producers =
        producers(
            new Pace(2, 100),
            requests,
            1,
            (request, number) -> {
              if (number % 3 == 0) {
                request.response().setStatusCode(503).end("{\"code\":\"BUSY\"}");
              } else {
                accept(request);
              }
            })) {
      double unused = producers.run(SHORT);
      PhaseTally tally = producers.tally();
      assertEquals(Set.of("503 BUSY"), tally.errors().keySet());
      long refused = sent(producers).stream().filter(one -> !one.acknowledged()).count();
      assertEquals(Map.of("503 BUSY", refused), tally.errors());
      assertEquals(tally.requestsSent(), tally.requests() + refused);
    }
  }

  @Test
  void requestsThatABrokenConnectionLeavesAreUncertainAndOthersGoOn() {
    LoadRequests requests = LoadRequests.ofRows(42, 1, 1);
    try (Producers producers =
        producers(
            new Pace(1, 100),
            requests,
            1,
            (request, number) -> {
              if (number == 4) {
                var unused = request.connection().close();
              } else {
                accept(request);
              }
            })) {
      double unused = producers.run(Duration.ofMillis(600));
      PhaseTally tally = producers.tally();
      assertEquals(Map.of("no answer", 1L), tally.errors());
      List<SentRequest> sent = sent(producers);
      assertTrue(sent.size() > 4, sent.toString());
      assertEquals(
          List.of(SentRequest.id(0, 3)),
          sent.stream().filter(one -> !one.acknowledged()).map(SentRequest::id).toList());
      assertEquals(sent.size(), new HashSet<>(bodies).size());
      assertEquals(sent.size(), bodies.size(), "nothing is sent twice");
    }
  }

  @Test
  void latencyOfAStallCountsForAllThatWereDueMeanwhile() {
    LoadRequests requests = LoadRequests.ofRows(42, 1, 1);
    try (Producers producers =
        producers(
            new Pace(1, 100),
            requests,
            1,
            (request, number) -> {
              if (number == 1) {
                long unused = vertx.setTimer(250, timer -> accept(request));
              } else {
                accept(request);
              }
            })) {
      double unused = producers.run(SHORT);
      // 25 of 30 were due while the first was not answered: half of all waited for more than 80 ms.
      assertTrue(producers.tally().latency().p50() > 80, producers.tally().latency().toString());
    }
  }

  @Test
  void requestsThatAStallKeepsFromBeingSentCountWithWhatTheyWaited() {
    LoadRequests requests = LoadRequests.ofRows(42, 1, 1);
    try (Producers producers =
        producers(
            new Pace(1, 100),
            requests,
            1,
            (request, number) -> {
              long unused = vertx.setTimer(400, timer -> accept(request));
            })) {
      double unused = producers.run(SHORT);
      PhaseTally tally = producers.tally();
      assertEquals(30, tally.requests() + tally.requestsNotSent());
      assertTrue(tally.requestsNotSent() >= 29, tally.requestsNotSent() + " were not sent");
      // They were due all over 300 ms.
      PhaseTally.Latency latency = tally.latency();
      assertTrue(latency.p50() > 140 && latency.p50() < 160, latency.toString());
    }
  }

  @Test
  void pipelinedRequestsGoAheadOfAnswers() {
    LoadRequests requests = LoadRequests.ofRows(42, 1, 1);
    List<HttpServerRequest> first = new ArrayList<>();
    // The first answer comes after three more requests: a server that waits for them gets them.
    try (Producers producers =
        producers(
            new Pace(1, 0),
            requests,
            4,
            (request, number) -> {
              if (number == 1) {
                first.add(request);
                long unused = vertx.setTimer(100, timer -> accept(request));
              } else {
                accept(request);
              }
            })) {
      double unused = producers.run(SHORT);
      PhaseTally tally = producers.tally();
      assertEquals(1, first.size());
      // Those that were sent before the first answer waited for it as well.
      assertTrue(tally.latency().max() >= 100, tally.latency().toString());
      assertEquals(tally.requestsSent(), tally.requests());
      assertEquals(tally.requestsSent(), new HashSet<>(bodies).size());
      assertEquals(0, producers.tally().requestsNotSent());
    }
  }

  private void accept(HttpServerRequest request) {
    var unused = request.response().setStatusCode(202).end("{\"successful_rows\":1}");
  }

  private Producers producers(
      Pace pace, LoadRequests requests, int pipelined, Behaviour behaviour) {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.bodyHandler(body -> take(request, body, behaviour)))
            .listen(0, "127.0.0.1")
            .await();
    Producers producers =
        new Producers(
            new Producers.Target("127.0.0.1", server.actualPort(), "/v0/events?name=x"),
            pace,
            requests,
            pipelined);
    producers.connect();
    return producers;
  }

  private void take(HttpServerRequest request, Buffer body, Behaviour behaviour) {
    bodies.add(body.toString());
    behaviour.answer(request, count.incrementAndGet());
  }

  private static List<SentRequest> sent(Producers producers) {
    List<SentRequest> all = new ArrayList<>();
    producers.pages().forEachRemaining(all::addAll);
    assertEquals(
        all.stream().map(SentRequest::id).sorted().distinct().toList(),
        all.stream().map(SentRequest::id).toList());
    return all;
  }
}
