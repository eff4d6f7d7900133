package io.tributary.gatherer;

import static io.tributary.gatherer.RunningGatherer.number;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.telemetry.EventsMetric;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows on their way from a request over HTTP to a table of the real ClickHouse. */
final class EventsIT {
  private static final String ENGINE = "ENGINE MergeTree\nENGINE_SORTING_KEY id\n";
  private static final String COLUMNS =
      "SCHEMA >\n    `id` UInt64 `json:$.id`,\n    `name` String `json:$.name`\n\n";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static Path folder;
  private static RunningGatherer gatherer;

  @BeforeAll
  static void start(@TempDir Path files) throws IOException {
    folder = files;
    RunningGatherer.clickHouse().createDatabase(RunningGatherer.DATABASE);
    for (String name :
        List.of("plain", "bad", "strict", "keyed", "large", "memory", "many", "again", "refused")) {
      Files.writeString(folder.resolve("http_" + name + ".datasource"), COLUMNS + ENGINE);
    }
    Files.writeString(
        folder.resolve("http_bare.datasource"), COLUMNS + "META_COLUMNS off\n" + ENGINE);
    RunningGatherer.clickHouse()
        .query(
            "CREATE TABLE IF NOT EXISTS "
                + RunningGatherer.DATABASE
                + ".http_refused (id UInt64, name String, CONSTRAINT c CHECK name != 'evil')"
                + " ENGINE MergeTree ORDER BY id");
    gatherer = startOne();
  }

  private static RunningGatherer startOne() {
    return RunningGatherer.start(
        "DATAFILES", folder.toString(),
        "HTTP_LISTEN", "127.0.0.1:0",
        "SPOOL", folder.resolve("spool").toString(),
        "SPOOL_BYTES", "256MiB",
        "HTTP_MAX_BODY", "64MiB");
  }

  @AfterAll
  static void stop() {
    gatherer.close();
  }

  private record Answer(int status, JsonObject body, boolean replayed) {
    long rows() {
      return body.getLong("successful_rows");
    }

    long bad() {
      return body.getLong("quarantined_rows");
    }
  }

  private static HttpRequest request(String query, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://" + gatherer.events() + "/v0/events?name=http_" + query))
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  private static Answer post(String query, String body, String... headers) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      Answer answer =
          answer(HTTP.send(request(query, body, headers), BodyHandlers.ofString(UTF_8)));
      // Right after the start the table is not described yet.
      if (answer.status() != 503 || System.nanoTime() > deadline) {
        return answer;
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static Answer answer(HttpResponse<String> response) {
    return new Answer(
        response.statusCode(),
        new JsonObject(response.body()),
        response.headers().firstValue("Idempotent-Replayed").isPresent());
  }

  private static String rows(int first, int count) {
    StringBuilder body = new StringBuilder();
    for (int i = first; i < first + count; i++) {
      body.append("{\"id\":").append(i).append(",\"name\":\"n").append(i).append("\"}\n");
    }
    return body.toString();
  }

  private static void awaitRows(String table, long wanted) throws TimeoutException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (number("count()", table) != wanted) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException(
            "%s has %d rows, not %d".formatted(table, number("count()", table), wanted));
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Test
  void waitingRequestIsAnsweredWhenItsRowsAreStored() throws Exception {
    Answer answer = post("plain&wait=true", rows(0, 1_000));
    assertEquals(200, answer.status());
    assertEquals(1_000, answer.rows());
    assertEquals(0, answer.bad());
    assertEquals(1_000, number("uniqExactIf(id, id < 1000)", "http_plain"));
    assertEquals(
        1_000, number("countIf(id < 1000 AND name = concat('n', toString(id)))", "http_plain"));
    assertEquals(
        number("count()", "http_plain"),
        number("countIf(__topic = 'http:gatherer' AND __partition = 0)", "http_plain"));
    assertEquals(
        number("count()", "http_plain"), number("uniqExact(__run, __offset)", "http_plain"));
    assertEquals(
        number("count()", "http_plain"),
        number("countIf(abs(__timestamp - now()) < 300)", "http_plain"));
  }

  @Test
  void badRowsAreQuarantinedWithTheirLines() throws Exception {
    Answer answer =
        post(
            "bad&wait=true",
            """
            {"id":1,"name":"a"}

            {"id":"x","name":"b"}
            {"id":3}
            {broken
            {"id":5,"name":"e"}\
            """);
    assertEquals(200, answer.status());
    assertEquals(2, answer.rows() - number("countIf(id = 3)", "http_bad"));
    long bad = number("count()", "http_bad_quarantine");
    assertEquals(bad, answer.bad());
    assertEquals(
        1,
        number(
            "countIf(has(c__error_column, 'id') AND c__error[1] LIKE '%(line 3).')",
            "http_bad_quarantine"));
    assertEquals(
        1,
        number(
            "countIf(__value = '{broken' AND c__error[1] LIKE '%(line 5).')",
            "http_bad_quarantine"));
  }

  @Test
  void strictRequestIsAllOrNothing() throws Exception {
    Answer answer = post("strict&wait=true&strict=true", rows(0, 5_000) + "{broken\n" + rows(9, 9));
    assertEquals(422, answer.status());
    assertEquals(5_001, answer.body().getJsonArray("errors").getJsonObject(0).getLong("line"));
    assertEquals(200, post("strict&wait=true&strict=true", rows(0, 3)).status());
    assertEquals(3, number("count()", "http_strict"));
  }

  @Test
  void keyIsTakenOnce() throws Exception {
    Answer first = post("keyed", rows(0, 10) + "{bad", "Idempotency-Key", "one");
    Answer second = post("keyed&wait=true", rows(0, 10) + "{bad", "Idempotency-Key", "one");
    assertEquals(202, first.status());
    assertEquals(200, second.status());
    assertTrue(second.replayed());
    assertEquals(first.rows(), second.rows());
    assertEquals(first.bad(), second.bad());
    assertEquals(10, number("count()", "http_keyed"));
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(
          HTTP.sendAsync(
              request("keyed&wait=true", rows(100, 10), "Idempotency-Key", "two"),
              BodyHandlers.ofString(UTF_8)));
    }
    for (CompletableFuture<HttpResponse<String>> one : all) {
      assertEquals(10, answer(one.get(30, TimeUnit.SECONDS)).rows());
    }
    assertEquals(20, number("count()", "http_keyed"));
  }

  @Test
  void largeBodyIsStoredInParts() throws Exception {
    Answer answer = post("large&wait=true", rows(0, 600_000));
    assertEquals(200, answer.status());
    assertEquals(600_000, answer.rows());
    assertEquals(600_000, number("count()", "http_large"));
    assertEquals(600_000, number("uniqExact(id)", "http_large"));
    assertEquals(600_000, number("uniqExact(__offset)", "http_large"));
  }

  @Test
  void memoryIsEnoughForWhoeverAsks() throws Exception {
    assertEquals(202, post("memory&ack=memory", rows(0, 7)).status());
    awaitRows("http_memory", 7);
  }

  @Test
  void tableWithoutMetaColumnsIsFilled() throws Exception {
    assertEquals(200, post("bare&wait=true", rows(0, 50)).status());
    assertEquals(50, number("uniqExact(id)", "http_bare"));
  }

  @Test
  void rowsThatClickHouseRefusesAreQuarantined() throws Exception {
    Answer answer =
        post("refused&wait=true", rows(0, 500) + "{\"id\":7,\"name\":\"evil\"}\n" + rows(500, 500));
    assertEquals(200, answer.status());
    assertEquals(1_000, answer.rows());
    assertEquals(1, answer.bad());
    assertEquals(1_000, number("uniqExact(id)", "http_refused"));
    assertEquals(
        1,
        number(
            "countIf(__value = '{\"id\":7,\"name\":\"evil\"}' AND c__error[1] LIKE '%(line 501).')",
            "http_refused_quarantine"));
  }

  @Test
  void manySmallRequestsShareInserts() throws Exception {
    post("many&wait=true", rows(0, 1));
    double before =
        gatherer.metric("tributary_gatherer_inserts_total{outcome=\"stored\",table=\"http_many\"}");
    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 1; i <= 500; i++) {
      all.add(HTTP.sendAsync(request("many&wait=true", rows(i, 1)), BodyHandlers.ofString(UTF_8)));
    }
    for (CompletableFuture<HttpResponse<String>> one : all) {
      assertEquals(200, one.get(30, TimeUnit.SECONDS).statusCode());
    }
    assertEquals(501, number("uniqExact(id)", "http_many"));
    assertEquals(501, number("count()", "http_many"));
    double inserts =
        gatherer.metric("tributary_gatherer_inserts_total{outcome=\"stored\",table=\"http_many\"}")
            - before;
    assertTrue(inserts <= 100, inserts + " inserts of 500 requests");
  }

  @ParameterizedTest
  @EnumSource(EventsMetric.class)
  void pageShowsEveryMetric(EventsMetric metric) throws Exception {
    assertEquals(202, post("plain", rows(5_000, 1)).status());
    gatherer.awaitMetric("tributary_gatherer_http_requests_total", 1);
    String page = gatherer.look("/metrics");
    for (String name : metric.metric().sampleNames()) {
      assertTrue(page.lines().anyMatch(line -> line.matches(name + "(\\{.*)? [0-9].*")), name);
    }
  }

  @Test
  void unknownDatasourceIsNotFound() throws Exception {
    assertEquals(404, post("nothing", rows(0, 1)).status());
  }
}
