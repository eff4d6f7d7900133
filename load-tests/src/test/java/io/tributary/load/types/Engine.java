package io.tributary.load.types;

import io.tributary.testservers.TestClickHouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The ClickHouse that is asked. One thread. */
final class Engine {
  /** Lets all types be made; says nothing about how values are read. */
  private static final String TYPES =
      "allow_suspicious_low_cardinality_types=1&enable_time_time64_type=1"
          + "&allow_suspicious_variant_types=1&allow_suspicious_types_in_order_by=1"
          + "&flatten_nested=0";

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final TestClickHouse server;

  Engine(TestClickHouse server) {
    this.server = server;
  }

  /**
   * @param text the result, one character per byte, or the error's text
   */
  record Answer(boolean ok, String text) {}

  /** Runs a statement that is known to be right. */
  String run(String sql) {
    Answer answer = post(sql, "", new byte[0]);
    if (!answer.ok()) {
      throw new IllegalStateException(sql + ": " + answer.text());
    }
    return answer.text();
  }

  /**
   * Runs a statement.
   *
   * @param settings more of them, {@code name=value&…}
   * @param body what it inserts
   */
  Answer post(String sql, String settings, byte[] body) {
    String query = URLEncoder.encode(sql, StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(server.url() + "/?" + TYPES + "&" + settings + "&query=" + query))
            .timeout(Duration.ofMinutes(2))
            .header("X-ClickHouse-User", server.user())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!server.password().isEmpty()) {
      request.header("X-ClickHouse-Key", server.password());
    }
    try {
      HttpResponse<byte[]> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      String text = new String(answer.body(), StandardCharsets.ISO_8859_1);
      return new Answer(answer.statusCode() == 200, text);
    } catch (IOException e) {
      throw new UncheckedIOException("ClickHouse at " + server.url() + " is gone: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for ClickHouse", e);
    }
  }
}
