package io.tributary.gatherer;

import static io.tributary.gatherer.EventsClient.awaitRows;
import static io.tributary.gatherer.EventsClient.rows;
import static io.tributary.gatherer.RunningGatherer.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.EventsClient.Answer;
import io.tributary.gatherer.telemetry.EventsMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows on their way from a request over HTTP to a table of the real ClickHouse. */
final class EventsIT {
  private static RunningGatherer gatherer;
  private static EventsClient producer;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    Path datafiles = Files.createDirectories(folder.resolve("datafiles"));
    Files.writeString(
        datafiles.resolve("http_bare.datasource"),
        EventsClient.COLUMNS + "META_COLUMNS off\n" + EventsClient.ENGINE);
    RunningGatherer.clickHouse().createDatabase(RunningGatherer.DATABASE);
    RunningGatherer.clickHouse()
        .query(
            "CREATE TABLE IF NOT EXISTS "
                + RunningGatherer.DATABASE
                + ".http_refused (id UInt64, name String, CONSTRAINT c CHECK name != 'evil')"
                + " ENGINE MergeTree ORDER BY id");
    gatherer =
        EventsClient.start(
            folder,
            List.of(
                "http_plain",
                "http_bad",
                "http_strict",
                "http_keyed",
                "http_large",
                "http_memory",
                "http_many",
                "http_refused"),
            "HTTP_MAX_BODY",
            "64MiB");
    producer = new EventsClient(gatherer);
  }

  @AfterAll
  static void stop() {
    gatherer.close();
  }

  private static Answer post(String query, String body, String... headers) throws Exception {
    return producer.post("http_" + query, body, headers);
  }

  private static CompletableFuture<Answer> sending(String query, String body, String... headers) {
    return producer.sending("http_" + query, body, headers);
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
    List<CompletableFuture<Answer>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(sending("keyed&wait=true", rows(100, 10), "Idempotency-Key", "two"));
    }
    for (CompletableFuture<Answer> one : all) {
      assertEquals(10, EventsClient.get(one).rows());
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
    List<CompletableFuture<Answer>> all = new ArrayList<>();
    for (int i = 1; i <= 500; i++) {
      all.add(sending("many&wait=true", rows(i, 1)));
    }
    for (CompletableFuture<Answer> one : all) {
      assertEquals(200, EventsClient.get(one).status());
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
