package io.tributary.service.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.concurrent.EventExecutor;
import io.tributary.service.settings.Address;
import io.tributary.service.settings.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ManagementServerTest {
  private final Vertx vertx = Vertx.vertx();
  private final List<String> reasons = new ArrayList<>();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void showsMetricsLivenessAndReadiness() throws Exception {
    Address address = server(new Address("127.0.0.1", 0)).start().await();
    assertTrue(get(address, "/metrics").body().contains("tributary_rows_total 3.0"));
    assertEquals(200, get(address, "/live").statusCode());
    assertEquals(200, get(address, "/ready").statusCode());
    reasons.add("ClickHouse does not answer");
    HttpResponse<String> notReady = get(address, "/ready");
    assertEquals(503, notReady.statusCode());
    assertEquals("ClickHouse does not answer\n", notReady.body());
    assertEquals(404, get(address, "/").statusCode());
  }

  @Test
  void everyReasonHasItsLine() throws Exception {
    Address address = server(new Address("127.0.0.1", 0)).start().await();
    reasons.add("datasource a: starting");
    reasons.add("datasource b: no gatherer session for 3 s");
    assertEquals(
        "datasource a: starting\ndatasource b: no gatherer session for 3 s\n",
        get(address, "/ready").body());
  }

  @Test
  void offerOfHttp2IsNotTaken() throws Exception {
    Address address = server(new Address("127.0.0.1", 0)).start().await();
    assertEquals(HttpClient.Version.HTTP_1_1, get(address, "/live").version());
  }

  @Test
  void stuckLoopIsNotLive() throws Exception {
    Address address = server(new Address("127.0.0.1", 0)).start().await();
    assertEquals("live\n", get(address, "/live").body());
    CountDownLatch go = new CountDownLatch(1);
    EventExecutor loop = ((VertxInternal) vertx).nettyEventLoopGroup().next();
    loop.execute(
        () -> {
          try {
            go.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    HttpResponse<String> answer = get(address, "/live");
    go.countDown();
    assertEquals(503, answer.statusCode());
    assertTrue(answer.body().endsWith("has not answered for 5 s\n"), answer.body());
  }

  @Test
  void dataNeedsTheToken() throws Exception {
    Address address = dataServer(new Secret("s3cret")).start().await();
    assertEquals(401, get(address, "/data").statusCode());
    assertEquals(401, get(address, "/data/a", "Authorization", "Bearer s3cre").statusCode());
    assertEquals(401, get(address, "/data/a", "Authorization", "s3cret").statusCode());
    assertEquals(200, get(address, "/data", "Authorization", "Bearer s3cret").statusCode());
    assertEquals("/data/a", get(address, "/data/a", "Authorization", "Bearer s3cret").body());
    assertEquals(404, get(address, "/database").statusCode());
    assertEquals(200, get(address, "/metrics").statusCode());
  }

  @Test
  void withoutATokenDataIsNotForBrowsers() throws Exception {
    Address address = dataServer(new Secret("")).start().await();
    assertEquals(200, get(address, "/data").statusCode());
    assertEquals(403, get(address, "/data", "Origin", "http://elsewhere").statusCode());
    assertEquals(
        "HTTP/1.1 403 Forbidden",
        raw(address, "GET /data HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"));
  }

  private ManagementServer dataServer(Secret token) {
    return server(new Address("127.0.0.1", 0))
        .serveData("/data", token, request -> request.response().end(request.path()));
  }

  private static String raw(Address address, String request) throws Exception {
    try (Socket socket = new Socket(address.host(), address.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      return new String(answer, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }
  }

  @Test
  void portInUseNamesTheSetting() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Address address = new Address("127.0.0.1", taken.getLocalPort());
      Future<Address> start = server(address).start();
      Throwable failure = Assertions.assertThrows(Throwable.class, start::await);
      assertTrue(
          failure
              .toString()
              .endsWith(
                  "port " + address + " is in use; set MANAGEMENT to another address [PORT_TAKEN]"),
          failure.toString());
    }
  }

  private ManagementServer server(Address address) {
    return new ManagementServer(
        vertx,
        address,
        "MANAGEMENT",
        new ManagementServer.Sources(
            () -> "tributary_rows_total 3.0\n", () -> List.copyOf(reasons)));
  }

  private static HttpResponse<String> get(Address address, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
