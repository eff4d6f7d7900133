package io.tributary.load.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.process.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // set before each test
class ClickHouseProxyTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String INSERT = "query=INSERT+INTO+%60t%60+FORMAT+RowBinary";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private ToyClickHouse clickHouse;
  private ClickHouseProxy proxy;

  @BeforeEach
  void start() throws IOException {
    clickHouse = new ToyClickHouse();
    proxy = ClickHouseProxy.to(clickHouse.url());
  }

  @AfterEach
  void stop() {
    proxy.close();
    clickHouse.close();
    http.close();
  }

  @Test
  void requestsAndAnswersPassUnchanged() throws Exception {
    HttpResponse<String> answer = post(INSERT + "&a=%26b", new byte[20 << 20]);
    assertEquals(200, answer.statusCode());
    assertEquals("me 20971520", answer.body());
    assertEquals("{}", answer.headers().firstValue("X-ClickHouse-Summary").orElseThrow());
    assertEquals(List.of(INSERT + "&a=%26b"), clickHouse.stored());
  }

  @Test
  void errorBeforeIsAnsweredForInsertsThatClickHouseNeverSees() throws Exception {
    proxy.answerBefore(500, 252, "Too many parts", 2);
    assertEquals("me 1", post("query=SELECT+1", new byte[1]).body());
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> answer = post(INSERT, new byte[1 << 20]);
      assertEquals(500, answer.statusCode());
      assertEquals("252", answer.headers().firstValue("X-ClickHouse-Exception-Code").orElseThrow());
      assertEquals("Code: 252. DB::Exception: Too many parts\n", answer.body());
    }
    assertEquals(List.of("query=SELECT+1"), clickHouse.stored());
    assertEquals("me 3", post(INSERT, new byte[3]).body());
  }

  @Test
  void codeZeroIsAnErrorThatIsNotClickHouses() throws Exception {
    proxy.answerBefore(502, 0, "Bad Gateway", 1);
    HttpResponse<String> answer = post(INSERT, new byte[1]);
    assertEquals(502, answer.statusCode());
    assertEquals("Bad Gateway\n", answer.body());
    assertFalse(answer.headers().firstValue("X-ClickHouse-Exception-Code").isPresent());
  }

  @Test
  void errorAfterIsAnsweredForInsertsThatAreStored() throws Exception {
    proxy.answerAfter(500, 210, "Network error", 1);
    assertEquals(500, post(INSERT, new byte[1]).statusCode());
    assertEquals(200, post(INSERT, new byte[1]).statusCode());
    assertEquals(List.of(INSERT, INSERT), clickHouse.stored());
  }

  @Test
  void errorAfterWaitsForAnInsertThatClickHouseTakes() throws Exception {
    proxy.answerAfter(500, 210, "Network error", 1);
    clickHouse.answerWith(400);
    HttpResponse<String> refused = post(INSERT, new byte[1]);
    assertEquals("62", refused.headers().firstValue("X-ClickHouse-Exception-Code").orElseThrow());
    clickHouse.answerWith(200);
    HttpResponse<String> answer = post(INSERT, new byte[1]);
    assertEquals("210", answer.headers().firstValue("X-ClickHouse-Exception-Code").orElseThrow());
  }

  @Test
  void hangingInsertIsStoredAndItsConnectionClosedWhenHealed() throws Exception {
    proxy.hangAfter(1);
    CompletableFuture<HttpResponse<String>> hanging =
        http.sendAsync(request(INSERT, new byte[1]), HttpResponse.BodyHandlers.ofString());
    Await.until("the insert is stored", LIMIT, () -> clickHouse.stored().size() == 1);
    assertEquals(200, post(INSERT, new byte[1]).statusCode());
    assertFalse(hanging.isDone());
    proxy.heal();
    assertThrows(ExecutionException.class, () -> hanging.get(10, TimeUnit.SECONDS));
  }

  @Test
  void heldInsertArrivesLateThoughItsClientHasGone() throws Exception {
    proxy.holdBefore(1);
    CompletableFuture<HttpResponse<String>> gone =
        http.sendAsync(request(INSERT, new byte[7]), HttpResponse.BodyHandlers.ofString());
    Await.until("the insert is held", LIMIT, () -> proxy.held() == 1);
    assertEquals("me 3", post(INSERT, new byte[3]).body());
    assertTrue(gone.cancel(true));
    proxy.deliver();
    Await.until("it is answered", LIMIT, () -> proxy.lateAnswers().equals(List.of("200 me 7")));
    assertEquals(0, proxy.held());
  }

  @Test
  void cutBodyIsNeverAnswered() {
    proxy.cutBody(1);
    assertThrows(IOException.class, () -> post(INSERT, new byte[1 << 20]));
    assertEquals(0, proxy.faultsLeft());
    assertEquals(List.of(), clickHouse.stored());
  }

  @Test
  void healingForgetsTheFault() throws Exception {
    proxy.answerBefore(500, 252, "Too many parts", 5);
    proxy.heal();
    assertEquals(200, post(INSERT, new byte[1]).statusCode());
  }

  @Test
  void absentClickHouseIsABadGateway() throws Exception {
    clickHouse.close();
    assertEquals(502, post(INSERT, new byte[1]).statusCode());
  }

  private HttpResponse<String> post(String query, byte[] body) throws Exception {
    return http.send(request(query, body), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest request(String query, byte[] body) {
    return HttpRequest.newBuilder(URI.create(proxy.url() + "/?" + query))
        .timeout(LIMIT)
        .header("X-ClickHouse-User", "me")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }
}
