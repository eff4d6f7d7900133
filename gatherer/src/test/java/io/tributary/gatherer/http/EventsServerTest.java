package io.tributary.gatherer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.http.body.BodyReader.Encoding;
import io.tributary.gatherer.http.body.Compressed;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What producers are answered. */
final class EventsServerTest {
  private static final String EVENTS = "/v0/events?name=events";
  private static final String ROWS = "{\"id\":1}\n{\"id\":2}\n";
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer("HTTP_MAX_BODY", "64KiB", "HTTP_REQUESTS_PER_SECOND", "0");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    server.intake.requests.clear();
    server.intake.outcome =
        seen -> Future.succeededFuture(new RowIntake.Accepted(seen.count.get(), 0, List.of()));
  }

  @Test
  void acceptedRowsAreCounted() {
    TestServer.Answer answer = server.post(EVENTS, ROWS);
    assertEquals(202, answer.status());
    assertEquals(
        new JsonObject().put("successful_rows", 2).put("quarantined_rows", 0), answer.json());
    assertEquals(List.of("1:{\"id\":1}", "2:{\"id\":2}"), server.intake.only().values);
    assertEquals(
        new RowIntake.Request(
            "events", RowIntake.Ack.DISK, false, Optional.empty(), "", ROWS.length()),
        server.intake.only().request);
    assertEquals(1, server.intake.only().ends);
    assertEquals(0, server.intake.only().aborts);
  }

  @Test
  void whatARequestWantsIsHandedOn() {
    assertEquals(200, server.post(EVENTS + "&wait=true&strict=true", ROWS).status());
    assertEquals(
        new RowIntake.Request(
            "events", RowIntake.Ack.STORED, true, Optional.empty(), "", ROWS.length()),
        server.intake.requests.getLast().request);
    assertEquals(
        202,
        server.post(EVENTS + "&ack=memory&wait=false", ROWS, "Idempotency-Key", "a/1").status());
    assertEquals(
        new RowIntake.Request(
            "events",
            RowIntake.Ack.MEMORY,
            false,
            Optional.of(new IdempotencyKey("a/1")),
            "",
            ROWS.length()),
        server.intake.requests.getLast().request);
  }

  @Test
  void lengthIsUnknownOfChunkedAndOfCompressedBodies() {
    byte[] rows = ROWS.getBytes(StandardCharsets.UTF_8);
    BodyPublisher chunks = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(rows));
    assertEquals(202, server.send("POST", EVENTS, chunks).status());
    assertEquals(-1, server.intake.requests.getLast().request.length());
    BodyPublisher gzip = BodyPublishers.ofByteArray(Compressed.of(Encoding.GZIP, rows));
    assertEquals(202, server.send("POST", EVENTS, gzip, "Content-Encoding", "gzip").status());
    assertEquals(-1, server.intake.requests.getLast().request.length());
  }

  @Test
  void badRowsAreNamed() {
    server.intake.outcome =
        seen ->
            Future.succeededFuture(
                new RowIntake.Accepted(
                    1, 1, List.of(new RowIntake.RowError(2, "id: 'x' is no number"))));
    JsonObject body = server.post(EVENTS, ROWS).json();
    assertEquals(1, body.getInteger("quarantined_rows"));
    assertEquals(
        new JsonArray().add(new JsonObject().put("line", 2).put("reason", "id: 'x' is no number")),
        body.getJsonArray("errors"));
  }

  @Test
  void strictRequestWithBadRowsIs422() {
    server.intake.outcome =
        seen ->
            Future.succeededFuture(
                new RowIntake.Rejected(List.of(new RowIntake.RowError(1, "wrong"))));
    TestServer.Answer answer = server.post(EVENTS + "&strict=true", ROWS);
    assertEquals(422, answer.status());
    assertEquals("ROWS_REFUSED", answer.code());
    assertEquals(
        "wrong", answer.json().getJsonArray("errors").getJsonObject(0).getString("reason"));
    assertFalse(answer.json().getString("action").isEmpty());
  }

  @Test
  void repeatedRequestIsMarked() {
    server.intake.outcome =
        seen ->
            Future.succeededFuture(new RowIntake.Replayed(new RowIntake.Accepted(7, 1, List.of())));
    TestServer.Answer answer = server.post(EVENTS, ROWS, "Idempotency-Key", "k");
    assertEquals(202, answer.status());
    assertEquals("true", answer.header("Idempotent-Replayed"));
    assertEquals(7, answer.json().getInteger("successful_rows"));
  }

  @Test
  void busyIntakeSaysWhenToComeBack() {
    server.intake.outcome =
        seen ->
            Future.succeededFuture(
                new RowIntake.Busy(Duration.ofMillis(1_200), "the disk is full"));
    TestServer.Answer answer = server.post(EVENTS, ROWS);
    assertEquals(503, answer.status());
    assertEquals("2", answer.header("Retry-After"));
    assertEquals("the disk is full", answer.json().getString("message"));
  }

  @Test
  void defectIs500AndTheNextRequestIsServed() {
    server.intake.broken = true;
    TestServer.Answer answer = server.post(EVENTS, ROWS);
    server.intake.broken = false;
    assertEquals("500 INTERNAL", answer.status() + " " + answer.code());
    assertEquals(1, server.intake.only().aborts);
    server.intake.outcome = seen -> Future.failedFuture("a defect");
    assertEquals(500, server.post(EVENTS, ROWS).status());
    forget();
    assertEquals(202, server.post(EVENTS, ROWS).status());
  }

  @ParameterizedTest
  @CsvSource({
    "/v0/events, 400, PARAMETER_WRONG",
    "/v0/events?name=, 400, PARAMETER_WRONG",
    "/v0/events?name=a-b, 400, PARAMETER_WRONG",
    "/v0/events?name=events&wait=yes, 400, PARAMETER_WRONG",
    "/v0/events?name=events&ack=disk, 400, PARAMETER_WRONG",
    "/v0/events?name=events&ack=memory&wait=true, 400, PARAMETER_WRONG",
    "/v0/events?name=events&format=csv, 400, PARAMETER_WRONG",
    "/v0/events?name=events&name=events, 400, PARAMETER_WRONG",
    "/v0/events?name=events&stric=true, 400, PARAMETER_WRONG",
    "/v0/events?name=nowhere, 404, DATASOURCE_UNKNOWN",
    "/v0/event?name=events, 404, PATH_UNKNOWN",
    "/docs, 405, METHOD_NOT_ALLOWED",
  })
  void wrongAddressIsRefused(String address, int status, String code) {
    TestServer.Answer answer = server.post(address, ROWS);
    assertEquals(status + " " + code, answer.status() + " " + answer.code());
    assertTrue(server.intake.requests.isEmpty());
  }

  @Test
  void misspeltParameterIsAnsweredWithTheNearestOne() {
    String message = server.post(EVENTS + "&stric=true", ROWS).json().getString("message");
    assertTrue(message.endsWith("did you mean strict?"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Type, text/csv, 415, CONTENT_TYPE_UNKNOWN",
    "Content-Type, application/json; charset=latin1, 415, CONTENT_TYPE_UNKNOWN",
    "Content-Encoding, br, 415, CONTENT_ENCODING_UNKNOWN",
    "'Content-Encoding', 'gzip, zstd', 415, CONTENT_ENCODING_UNKNOWN",
    "Idempotency-Key, a b, 400, HEADER_WRONG",
    "Content-Encoding, gzip, 400, BODY_ENCODING_BROKEN",
  })
  void wrongHeaderIsRefused(String name, String value, int status, String code) {
    TestServer.Answer answer = server.post(EVENTS, ROWS, name, value);
    assertEquals(status + " " + code, answer.status() + " " + answer.code());
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-ndjson",
    "application/json; charset=UTF-8",
    "application/x-www-form-urlencoded",
    "text/plain;charset=\"utf-8\"",
  })
  void usualContentTypesAreTaken(String type) {
    assertEquals(202, server.post(EVENTS, ROWS, "Content-Type", type).status());
    assertEquals(2, server.intake.only().count.get());
  }

  @Test
  void arraysAndObjectsAreTakenApart() {
    assertEquals(202, server.post(EVENTS + "&format=json", "[{\"a\":\n1}, {\"a\":2}]").status());
    assertEquals(List.of("1:{\"a\":\n1}", "2:{\"a\":2}"), server.intake.only().values);
    TestServer.Answer answer =
        server.post(EVENTS, "[{\"a\":1},", "Content-Type", "application/json");
    assertEquals("400 BODY_MALFORMED", answer.status() + " " + answer.code());
    assertEquals(1, server.intake.requests.getLast().aborts);
    assertEquals(0, server.intake.requests.getLast().ends);
  }

  @Test
  void emptyBodyHasNoRows() {
    TestServer.Answer answer = server.post(EVENTS, "");
    assertEquals(202, answer.status());
    assertEquals(0, answer.json().getInteger("successful_rows"));
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void bodiesAreDecodedWhileTheyArrive(Encoding encoding) {
    byte[] rows = "{\"page\":\"/about\"}\n".repeat(2_000).getBytes(StandardCharsets.UTF_8);
    byte[] body = Compressed.of(encoding, rows);
    BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    for (BodyPublisher publisher : List.of(chunked, BodyPublishers.ofByteArray(body))) {
      TestServer.Answer answer =
          server.send(
              "POST",
              EVENTS,
              publisher,
              "Content-Encoding",
              encoding.name().toLowerCase(Locale.ROOT));
      assertEquals(202, answer.status(), answer.response().body());
      assertEquals(2_000, answer.json().getInteger("successful_rows"));
    }
    assertEquals(0, server.server.memoryUsed());
  }

  @Test
  void tooLargeIsRefusedHoweverItIsSent() {
    byte[] large = ROWS.repeat(10_000).getBytes(StandardCharsets.UTF_8);
    BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
    TestServer.Answer sent = server.send("POST", EVENTS, chunked);
    assertEquals("413 BODY_TOO_LARGE", sent.status() + " " + sent.code());
    assertEquals(1, server.intake.only().aborts);
    TestServer.Answer announced = server.send("POST", EVENTS, BodyPublishers.ofByteArray(large));
    assertEquals("413 BODY_TOO_LARGE", announced.status() + " " + announced.code());
    assertEquals(1, server.intake.requests.size());
    byte[] gzip = Compressed.of(Encoding.GZIP, large);
    TestServer.Answer decoded =
        server.send("POST", EVENTS, BodyPublishers.ofByteArray(gzip), "Content-Encoding", "gzip");
    assertEquals("413 BODY_TOO_LARGE", decoded.status() + " " + decoded.code());
    assertEquals(1, server.intake.requests.getLast().aborts);
  }

  @Test
  void bombIsRefused() {
    byte[] bomb = Compressed.of(Encoding.GZIP, new byte[4 << 20]);
    try (TestServer small = new TestServer("HTTP_MAX_RATIO", "10")) {
      TestServer.Answer answer =
          small.send("POST", EVENTS, BodyPublishers.ofByteArray(bomb), "Content-Encoding", "gzip");
      assertEquals("413 BODY_EXPANDS", answer.status() + " " + answer.code());
      assertEquals(1, small.intake.only().aborts);
    }
  }

  @Test
  void bodyThatNeedsMoreMemoryThanThereIsIs503() {
    byte[] body = Compressed.of(Encoding.ZSTD, new byte[4 << 20]);
    try (TestServer small = new TestServer("HTTP_MEMORY", "1MiB")) {
      TestServer.Answer answer =
          small.send("POST", EVENTS, BodyPublishers.ofByteArray(body), "Content-Encoding", "zstd");
      assertEquals("503 MEMORY_FULL", answer.status() + " " + answer.code());
      assertEquals("1", answer.header("Retry-After"));
      assertEquals(0, small.server.memoryUsed());
      assertEquals(202, small.post(EVENTS, ROWS).status());
    }
  }

  @Test
  void descriptionIsServedForProgramsAndPeople() {
    TestServer.Answer contract = server.send("GET", "/openapi.json", BodyPublishers.noBody());
    assertEquals("3.1.0", contract.json().getString("openapi"));
    TestServer.Answer docs = server.send("GET", "/docs", BodyPublishers.noBody());
    assertEquals(200, docs.status());
    String page = docs.response().body();
    assertTrue(page.contains("POST /v0/events"), page);
    assertFalse(page.contains("<script") || page.contains("http://") || page.contains("src="));
    assertTrue(docs.header("Content-Security-Policy").startsWith("default-src 'none';"));
  }

  @Test
  void headAndOptionsAreAnswered() {
    TestServer.Answer head = server.send("HEAD", "/docs", BodyPublishers.noBody());
    assertEquals(200, head.status());
    assertEquals("", head.response().body());
    assertEquals(405, server.send("HEAD", EVENTS, BodyPublishers.noBody()).status());
    TestServer.Answer options = server.send("OPTIONS", EVENTS, BodyPublishers.noBody());
    assertEquals("204 POST, OPTIONS", options.status() + " " + options.header("Allow"));
    TestServer.Answer get = server.send("GET", EVENTS, BodyPublishers.noBody());
    assertEquals("405 POST, OPTIONS", get.status() + " " + get.header("Allow"));
  }

  @Test
  void pageEscapesWhatItShows() {
    JsonObject contract =
        new JsonObject()
            .put("info", new JsonObject().put("title", "<script>alert('&')</script>"))
            .put("paths", new JsonObject());
    String page = DocsPage.render(contract);
    assertFalse(page.contains("<script"), page);
    assertTrue(page.contains("&lt;script&gt;alert(&#39;&amp;&#39;)"), page);
  }

  @Test
  void pageForPeopleKnowsEveryCode() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "events-api.md"));
    for (ApiError error : ApiError.values()) {
      assertTrue(page.contains("`" + error + "`"), error.name());
      assertTrue(page.contains(Integer.toString(error.status())), error.name());
    }
  }

  @Test
  void operationsAndHandlersMustMatch() {
    Contract contract = Contract.load();
    assertThrows(IllegalStateException.class, () -> contract.routes(Map.of()));
    assertThrows(
        IllegalStateException.class,
        () ->
            contract.routes(
                Map.of(
                    "appendEvents",
                    r -> {},
                    "getContract",
                    r -> {},
                    "getDocs",
                    r -> {},
                    "another",
                    r -> {})));
  }
}
