package io.tributary.gatherer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** How connections behave, byte by byte. */
final class EventsConnectionTest {
  private static final String POST = "POST /v0/events?name=events HTTP/1.1\r\nHost: localhost\r\n";
  private static final String GOOD = POST + "Content-Length: 9\r\n\r\n{\"id\":1}\n";

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
    try (TestServer server = new TestServer();
        RawConnection connection = server.connect()) {
      connection.write(
          GOOD + POST + "Content-Length: 0\r\n\r\n" + GOOD.replace("events", "nowhere") + GOOD);
      assertEquals(202, connection.read().status());
      assertTrue(connection.read().body().contains("\"successful_rows\":0"));
      assertEquals(404, connection.read().status());
      assertEquals(202, connection.read().status());
    }
  }

  @Test
  void manyPipelinedRequestsAreAnswered() throws IOException {
    try (TestServer server = new TestServer();
        RawConnection connection = server.connect()) {
      connection.write("GET /docs HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(1_000));
      connection.write(GOOD.repeat(1_000));
      for (int i = 0; i < 1_000; i++) {
        assertEquals(200, connection.read().status(), "answer " + i);
      }
      for (int i = 0; i < 1_000; i++) {
        assertEquals(202, connection.read().status(), "answer " + i);
      }
    }
  }

  @Test
  void connectionGoesOnAfterARefusalWithAShortBody() throws IOException {
    try (TestServer server = new TestServer();
        RawConnection connection = server.connect()) {
      String head = POST.replace("events?", "nothing?") + "Content-Length: 100000\r\n\r\n";
      connection.write(head + "x".repeat(10));
      RawConnection.Answer answer = connection.read();
      assertEquals(404, answer.status());
      assertNull(answer.headers().get("connection"));
      connection.write("x".repeat(99_990) + GOOD);
      assertEquals(202, connection.read().status());
    }
  }

  @Test
  void producerReadsTheRefusalThoughItGoesOnSending() throws IOException {
    try (TestServer server = new TestServer("HTTP_MAX_BODY", "1KiB");
        RawConnection connection = server.connect()) {
      connection.write(POST + "Content-Length: 1000000000\r\n\r\n");
      connection.write(new byte[1 << 20]);
      RawConnection.Answer answer = connection.read();
      assertEquals(413, answer.status());
      assertEquals("close", answer.headers().get("connection"));
      assertTrue(connection.isClosed());
    }
  }

  @Test
  void requestWithoutLengthIs411() throws IOException {
    try (TestServer server = new TestServer();
        RawConnection connection = server.connect()) {
      assertEquals(411, connection.write(POST + "\r\n").read().status());
      connection.write("GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertEquals(404, connection.read().status());
      assertEquals(202, connection.write(GOOD).read().status());
    }
  }

  @Test
  void whatIsNoHttpIsRefusedAndClosed() throws IOException {
    try (TestServer server = new TestServer()) {
      for (String[] bad :
          new String[][] {
            {"\u0000\u0001 nonsense\r\n\r\n", "400 REQUEST_MALFORMED"},
            {"GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n\r\n", "414 ADDRESS_TOO_LONG"},
            {
              "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(40_000) + "\r\n\r\n",
              "431 HEADERS_TOO_LARGE"
            },
            {POST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n12", "400 REQUEST_MALFORMED"},
          }) {
        try (RawConnection connection = server.connect()) {
          RawConnection.Answer answer = connection.write(bad[0]).read();
          assertTrue(answer.body().contains(bad[1].substring(4)), answer.toString());
          assertEquals(Integer.parseInt(bad[1].substring(0, 3)), answer.status());
          assertTrue(connection.isClosed());
        }
      }
    }
  }

  @Test
  void cutBodyIsAbortedAndCounted() throws IOException {
    try (TestServer server = new TestServer()) {
      try (RawConnection connection = server.connect()) {
        connection.write(POST + "Content-Length: 100\r\n\r\n{\"id\":1}\n{");
        TestServer.await("the first row", () -> hasRows(server, 1));
      }
      TestServer.await("the abort", () -> server.intake.only().aborts == 1);
      assertEquals(1, server.server.counts().cutRequests());
      assertEquals(0, server.intake.only().ends);
      TestServer.await("the end", () -> server.server.counts().openConnections() == 0);
    }
  }

  @Test
  void brokenChunkIsAborted() throws IOException {
    try (TestServer server = new TestServer();
        RawConnection connection = server.connect()) {
      connection.write(POST + "Transfer-Encoding: chunked\r\n\r\n9\r\n{\"id\":1}\n\r\n");
      TestServer.await("the first row", () -> hasRows(server, 1));
      connection.write("xyz\r\n");
      TestServer.await("the abort", () -> server.intake.only().aborts == 1);
      assertTrue(connection.isClosed());
      assertEquals(0, server.intake.only().ends);
    }
  }

  @Test
  void expectationIsMetOnlyWhenTheBodyIsWanted() throws IOException {
    try (TestServer server = new TestServer()) {
      try (RawConnection connection = server.connect()) {
        connection.write(POST + "Content-Length: 9\r\nExpect: 100-continue\r\n\r\n");
        assertEquals(100, connection.read().status());
        assertEquals(202, connection.write("{\"id\":1}\n").read().status());
      }
      try (RawConnection connection = server.connect()) {
        connection.write(
            POST.replace("events?", "nothing?")
                + "Content-Length: 9\r\nExpect: 100-continue\r\n\r\n");
        assertEquals(404, connection.read().status());
        assertTrue(connection.isClosed());
      }
    }
  }

  @Test
  void headThatDripsInIsGivenUp() throws IOException {
    try (TestServer server = new TestServer("HTTP_IDLE_TIMEOUT", "200ms");
        RawConnection connection = server.connect()) {
      long ends = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      connection.write("POST / HTTP/1.1\r\n");
      boolean closed = false;
      while (!closed && System.nanoTime() < ends) {
        try {
          connection.write("X");
          LockSupport.parkNanos(1_000_000);
        } catch (IOException e) {
          closed = true;
        }
      }
      assertTrue(closed);
      assertEquals(1, server.server.counts().idleConnections());
    }
  }

  @Test
  void bodyThatStopsIs408() throws IOException {
    try (TestServer server = new TestServer("HTTP_IDLE_TIMEOUT", "200ms");
        RawConnection connection = server.connect()) {
      connection.write(POST + "Content-Length: 100\r\n\r\n{\"id\":1}\n");
      RawConnection.Answer answer = connection.read();
      assertEquals(408, answer.status());
      assertTrue(connection.isClosed());
      assertEquals(1, server.intake.only().aborts);
    }
  }

  @Test
  void bodyThatDripsInIs408() throws Exception {
    try (TestServer server = new TestServer("HTTP_REQUEST_TIMEOUT", "300ms");
        RawConnection connection = server.connect()) {
      connection.write(POST + "Content-Length: 1000000\r\n\r\n");
      CompletableFuture<RawConnection.Answer> answer =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return connection.read();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      while (!answer.isDone()) {
        try {
          connection.write(" ");
        } catch (IOException closed) {
          break;
        }
      }
      assertEquals(408, answer.get().status());
    }
  }

  @Test
  void idleConnectionsKeepNobodyOut() throws IOException {
    List<RawConnection> idle = new ArrayList<>();
    try (TestServer server = new TestServer()) {
      for (int i = 0; i < 1_000; i++) {
        idle.add(server.connect().write(i % 2 == 0 ? "" : "POST /v0/ev"));
      }
      TestServer.await("1,000", () -> server.server.counts().openConnections() == 1_000);
      assertEquals(202, server.post("/v0/events?name=events", "{}").status());
      assertEquals(0, server.server.memoryUsed());
      for (RawConnection connection : idle) {
        connection.close();
      }
      TestServer.await("none", () -> server.server.counts().openConnections() <= 1);
    }
  }

  @Test
  void oneConnectionTooManyIsClosed() throws IOException {
    try (TestServer server = new TestServer("HTTP_MAX_CONNECTIONS", "1");
        RawConnection first = server.connect()) {
      assertEquals(202, first.write(GOOD).read().status());
      try (RawConnection second = server.connect()) {
        assertTrue(second.isClosed());
      }
      assertEquals(1, server.server.counts().refusedConnections());
      assertEquals(202, first.write(GOOD).read().status());
    }
  }

  @Test
  void fullRowsStopTheReading() throws Exception {
    String rows = "{\"page\":\"/about\"}\n".repeat(1 << 20);
    try (TestServer server = new TestServer("HTTP_MAX_BODY", "1GiB");
        RawConnection connection = server.connect()) {
      server.intake.full = true;
      connection.write(POST + "Content-Length: " + rows.length() + "\r\n\r\n");
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(
              () -> {
                try {
                  connection.write(rows);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      TestServer.await("the first rows", () -> hasRows(server, 1));
      TestIntake.Seen seen = server.intake.only();
      for (int i = 0; i < 200; i++) {
        assertEquals(404, server.post("/elsewhere", "").status());
      }
      assertTrue(seen.bytes.get() <= 16 << 10, seen.bytes + " bytes");
      assertFalse(sent.isDone());
      server.intake.full = false;
      server.intake.room.complete();
      RawConnection.Answer answer = connection.read();
      assertEquals(202, answer.status());
      assertTrue(answer.body().contains("\"successful_rows\":" + (1 << 20)), answer.body());
      sent.get();
    }
  }

  @Test
  void rowsThatStayFullAreRefused() throws IOException {
    try (TestServer server = new TestServer("HTTP_ANSWER_TIMEOUT", "200ms")) {
      server.intake.full = true;
      TestServer.Answer answer = server.post("/v0/events?name=events", "{}\n");
      assertEquals("503 BUSY", answer.status() + " " + answer.code());
      assertEquals(1, server.intake.only().aborts);
    }
  }

  @Test
  void outcomeThatDoesNotComeIs503() {
    try (TestServer server = new TestServer("HTTP_ANSWER_TIMEOUT", "200ms")) {
      server.intake.outcome = seen -> Promise.<RowIntake.Outcome>promise().future();
      TestServer.Answer answer = server.post("/v0/events?name=events&wait=true", "{}\n");
      assertEquals("503 ANSWER_LATE", answer.status() + " " + answer.code());
      assertEquals(0, server.intake.only().aborts);
    }
  }

  @Test
  void waitingForTheOutcomeIsNoIdleness() throws IOException {
    try (TestServer server = new TestServer("HTTP_IDLE_TIMEOUT", "100ms");
        RawConnection connection = server.connect();
        RawConnection idle = server.connect()) {
      Promise<RowIntake.Outcome> outcome = Promise.promise();
      server.intake.outcome = seen -> outcome.future();
      connection.write(GOOD);
      TestServer.await(
          "the end", () -> !server.intake.requests.isEmpty() && server.intake.only().ends == 1);
      assertTrue(idle.isClosed());
      outcome.complete(new RowIntake.Accepted(1, 0, List.of()));
      assertEquals(202, connection.read().status());
    }
  }

  @Test
  void whoeverReadsNoAnswersIsClosed() throws IOException {
    try (TestServer server = new TestServer("HTTP_IDLE_TIMEOUT", "1s");
        RawConnection connection = server.connect()) {
      byte[] requests =
          "GET /docs HTTP/1.1\r\nHost: localhost\r\n\r\n"
              .repeat(10_000)
              .getBytes(StandardCharsets.US_ASCII);
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(
              () -> {
                try {
                  connection.write(requests);
                } catch (IOException closed) {
                  // As it should be.
                }
              });
      TestServer.await("it is closed", () -> server.server.counts().idleConnections() == 1);
      sent.join();
      assertTrue(
          server.server.counts().answers().getOrDefault(200, 0L) < 1_000,
          server.server.counts().answers().toString());
    }
  }

  @Test
  void stopAnswersWhatHasBegun() throws Exception {
    try (TestServer server = new TestServer();
        RawConnection connection = server.connect()) {
      Promise<RowIntake.Outcome> outcome = Promise.promise();
      server.intake.outcome = seen -> outcome.future();
      connection.write(GOOD);
      TestServer.await(
          "the end", () -> !server.intake.requests.isEmpty() && server.intake.only().ends == 1);
      Future<Void> stopped = server.server.stop(Duration.ofSeconds(60));
      outcome.complete(new RowIntake.Accepted(1, 0, List.of()));
      assertEquals(202, connection.read().status());
      stopped.await();
      assertTrue(connection.isClosed());
    }
  }

  private static boolean hasRows(TestServer server, int count) {
    return !server.intake.requests.isEmpty() && server.intake.only().count.get() >= count;
  }
}
