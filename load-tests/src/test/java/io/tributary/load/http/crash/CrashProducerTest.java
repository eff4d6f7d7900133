package io.tributary.load.http.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.http.proof.SentRequest;
import io.tributary.load.process.Await;
import io.tributary.load.process.SqlClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a producer does when a server does what it should not. */
class CrashProducerTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  private final SentLog log = new SentLog();
  private final Map<String, Integer> byKey = new ConcurrentHashMap<>();
  private final List<String> withoutKey = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private interface Behaviour {
    void answer(HttpServerRequest request, String body, int number);
  }

  @Test
  void onlyRequestsWithAKeyAreRepeated() {
    run(
        (request, body, number) -> {
          if (number % 2 == 1) {
            var unused = request.connection().close();
          } else {
            accept(request, body);
          }
        });
    assertTrue(byKey.values().stream().anyMatch(times -> times > 1), byKey.toString());
    assertEquals(withoutKey.size(), withoutKey.stream().distinct().count());
    List<SentRequest> sent = sent();
    assertTrue(sent.stream().anyMatch(one -> !one.acknowledged()), "those without a key");
    assertEquals(
        log.counts().accepted() + log.counts().stored(),
        sent.stream().filter(SentRequest::acknowledged).count());
    assertTrue(log.counts().repeats() > 0, log.counts().toString());
    assertEquals(List.of(), log.problems());
  }

  @Test
  void answerThatAsksToComeBackAcknowledgesNothing() {
    run(Duration.ZERO, (request, body, number) -> request.response().setStatusCode(503).end("{}"));
    assertTrue(sent().stream().noneMatch(SentRequest::acknowledged));
    assertTrue(log.counts().later() > 0, log.counts().toString());
    assertTrue(
        log.problems().stream().allMatch(problem -> problem.endsWith("was never answered")),
        log.problems().toString());
  }

  @Test
  void answerWithTheWrongNumberOfRowsIsAProblem() {
    run((request, body, number) -> answer(request, "{\"successful_rows\":1000,"));
    assertTrue(log.problems().getFirst().contains("was to get"), log.problems().toString());
  }

  @Test
  void refusalIsAProblem() {
    run((request, body, number) -> request.response().setStatusCode(400).end("{\"code\":\"X\"}"));
    assertTrue(log.problems().getFirst().contains("got 400 X"), log.problems().toString());
    assertTrue(sent().stream().noneMatch(SentRequest::acknowledged));
  }

  private void run(Behaviour behaviour) {
    run(LIMIT, behaviour);
  }

  private void run(Duration patience, Behaviour behaviour) {
    AtomicInteger count = new AtomicInteger();
    int port =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request.bodyHandler(
                        body -> {
                          note(request, body.toString());
                          behaviour.answer(request, body.toString(), count.incrementAndGet());
                        }))
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    SqlClient nobody = new SqlClient("http://127.0.0.1:1", "", "");
    CrashProducer producer =
        new CrashProducer(3, 7, new CrashProducer.Place(port, nobody, "x.crash"), log);
    Thread thread = Thread.ofPlatform().start(producer);
    Await.until("some requests came", LIMIT, () -> count.get() > 40);
    producer.finish(patience);
    Await.until("the producer ended", LIMIT, () -> !thread.isAlive());
  }

  private void note(HttpServerRequest request, String body) {
    String key = request.getHeader("Idempotency-Key");
    if (key == null) {
      withoutKey.add(body);
    } else {
      byKey.merge(key, 1, Integer::sum);
    }
  }

  /** As a gatherer would. */
  private static void accept(HttpServerRequest request, String body) {
    long bad = body.lines().filter(line -> !line.endsWith("}") || line.contains("none")).count();
    answer(
        request,
        "{\"successful_rows\":%d,\"quarantined_rows\":%d}"
            .formatted(body.lines().count() - bad, bad));
  }

  private static void answer(HttpServerRequest request, String body) {
    boolean waits = "true".equals(request.getParam("wait"));
    var unused = request.response().setStatusCode(waits ? 200 : 202).end(body);
  }

  private List<SentRequest> sent() {
    List<SentRequest> all = new ArrayList<>();
    log.pages().forEachRemaining(all::addAll);
    return all;
  }
}
