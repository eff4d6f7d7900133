package io.tributary.service.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.service.settings.Address;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
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
  void portInUseNamesTheSetting() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Address address = new Address("127.0.0.1", taken.getLocalPort());
      Future<Address> start = server(address).start();
      Throwable failure = Assertions.assertThrows(Throwable.class, start::await);
      assertTrue(
          failure
              .toString()
              .endsWith("port " + address + " is in use; set MANAGEMENT to another one"),
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

  private static HttpResponse<String> get(Address address, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://" + address + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
