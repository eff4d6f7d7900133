package io.tributary.gatherer.http;

import io.tributary.service.settings.Address;
import io.tributary.service.settings.SettingsReader;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The real server on a real socket, with an intake of the test's. */
final class TestServer implements AutoCloseable {
  final TestIntake intake = new TestIntake();
  final EventsServer server;
  final Address address;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * @param pairs names and values of settings
   */
  TestServer(String... pairs) {
    server = new EventsServer(settings(pairs), () -> intake);
    try {
      address = server.start(vertx, 2).await();
    } catch (RuntimeException e) {
      vertx.close().await();
      throw e;
    }
  }

  static HttpSettings settings(String... pairs) {
    Map<String, String> map = new HashMap<>();
    map.put("HTTP_LISTEN", "127.0.0.1:0");
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    SettingsReader in = SettingsReader.of(map, null);
    HttpSettings settings = HttpSettings.read(in).get();
    in.finish();
    return settings;
  }

  /** An answer. */
  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    JsonObject json() {
      return new JsonObject(response.body());
    }

    String code() {
      return json().getString("code", "");
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  Answer post(String pathAndQuery, String body, String... headers) {
    return send("POST", pathAndQuery, BodyPublishers.ofString(body), headers);
  }

  Answer send(String method, String pathAndQuery, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address + pathAndQuery))
            .timeout(Duration.ofSeconds(60))
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new AssertionError(method + " " + pathAndQuery + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  RawConnection connect() throws IOException {
    return new RawConnection(address);
  }

  /** Waits for what is to become true soon. */
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within a minute: " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    client.close();
    vertx.close().await();
  }
}
