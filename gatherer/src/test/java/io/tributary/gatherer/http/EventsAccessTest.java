package io.tributary.gatherer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.http.token.ApiToken;
import io.tributary.gatherer.http.token.TokenFile;
import io.tributary.service.process.StartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, and when the port does not open at all. */
final class EventsAccessTest {
  private static final String EVENTS = "/v0/events?name=events";

  @TempDir Path folder = Path.of("");

  @Test
  void tokensSayWhoMaySendWhere() {
    Path path = folder.resolve("tokens.json");
    TokenFile file = new TokenFile(path);
    TokenFile.Created created = file.create("clicks", List.of("clicks"));
    String clicks = created.secret();
    String all = file.create("all", List.of(ApiToken.ALL)).secret();
    try (TestServer server = new TestServer("HTTP_TOKENS", path.toString())) {
      TestServer.Answer none = server.post(EVENTS, "{}");
      assertEquals("401 TOKEN_MISSING", none.status() + " " + none.code());
      assertEquals("Bearer", none.header("WWW-Authenticate"));
      assertEquals("TOKEN_UNKNOWN", server.post(EVENTS, "{}", "Authorization", "Bearer x").code());
      assertEquals("TOKEN_MISSING", server.post(EVENTS, "{}", "Authorization", "Basic x").code());
      TestServer.Answer scope = server.post(EVENTS, "{}", "Authorization", "Bearer " + clicks);
      assertEquals("403 SCOPE_MISSING", scope.status() + " " + scope.code());
      assertEquals(403, server.post("/v0/events?name=nowhere&token=" + clicks, "{}").status());
      assertTrue(server.intake.requests.isEmpty());
      assertEquals(202, server.post(EVENTS, "{}", "Authorization", "bearer " + all).status());
      assertEquals(202, server.post("/v0/events?name=clicks&token=" + clicks, "{}").status());
      assertEquals(
          created.token().id(), server.intake.requests.getLast().request.caller(), "the caller");
      file.revoke("all");
      TestServer.await(
          "the file is read again",
          () -> server.post(EVENTS, "{}", "Authorization", "Bearer " + all).status() == 401);
    }
  }

  @Test
  void withoutTokensRowsAreForProgramsOfThisMachine() throws IOException {
    try (TestServer server = new TestServer()) {
      assertEquals(202, server.post(EVENTS, "{}").status());
      TestServer.Answer page = server.post(EVENTS, "{}", "Origin", "http://elsewhere");
      assertEquals("403 NOT_LOCAL", page.status() + " " + page.code());
      try (RawConnection rebound = server.connect()) {
        rebound.write(
            String.join(
                "\r\n",
                "POST /v0/events?name=events HTTP/1.1",
                "Host: rebound.example",
                "Content-Length: 2",
                "",
                "{}"));
        assertEquals(403, rebound.read().status());
      }
    }
  }

  @Test
  void usedUpRateIs429AndSaysWhenToComeBack() {
    try (TestServer server = new TestServer("HTTP_REQUESTS_PER_SECOND", "1")) {
      TestServer.Answer first = server.post(EVENTS, "{}");
      assertEquals(202, first.status());
      assertEquals("1", first.header("X-RateLimit-Limit"));
      assertEquals("0", first.header("X-RateLimit-Remaining"));
      TestServer.Answer second = first;
      for (int i = 0; i < 1_000 && second.status() == 202; i++) {
        second = server.post(EVENTS, "{}");
      }
      assertEquals("429 RATE_LIMITED", second.status() + " " + second.code());
      assertEquals("1", second.header("Retry-After"));
      assertEquals("1", second.header("X-RateLimit-Reset"));
      TestServer.await("the rate is there again", () -> server.post(EVENTS, "{}").status() == 202);
    }
  }

  @Test
  void bytesAreLimitedAsWell() {
    try (TestServer server = new TestServer("HTTP_BYTES_PER_SECOND", "100")) {
      assertEquals(202, server.post(EVENTS, "{}\n".repeat(1_000)).status());
      TestServer.Answer next = server.post(EVENTS, "{}");
      assertEquals(429, next.status());
      assertTrue(Integer.parseInt(next.header("Retry-After")) > 10, next.header("Retry-After"));
    }
  }

  @Test
  void portDoesNotOpenWithoutItsFiles() throws IOException {
    String missing = folder.resolve("missing").toString();
    assertTrue(refusal("HTTP_TOKENS", missing).endsWith("[TOKENS_UNREADABLE]"));
    assertTrue(
        refusal("HTTP_TLS_CERT", missing, "HTTP_TLS_KEY", missing)
            .endsWith("[CERTIFICATE_UNUSABLE]"));
    String empty = Files.writeString(folder.resolve("empty.pem"), "").toString();
    assertTrue(
        refusal("HTTP_TLS_CERT", empty, "HTTP_TLS_KEY", empty).endsWith("[CERTIFICATE_UNUSABLE]"));
  }

  @Test
  void takenPortNamesTheSetting() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String refusal = refusal("HTTP_LISTEN", "127.0.0.1:" + taken.getLocalPort());
      assertTrue(refusal.endsWith("set HTTP_LISTEN to another address [PORT_TAKEN]"), refusal);
    }
  }

  private static String refusal(String... settings) {
    Throwable failure = assertThrows(Throwable.class, () -> new TestServer(settings).close());
    Throwable cause = failure instanceof StartException ? failure : failure.getCause();
    return String.valueOf((cause == null ? failure : cause).getMessage());
  }
}
