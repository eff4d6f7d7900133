package io.tributary.cli.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * One event that goes to the gatherer without Kafka.
 *
 * @param address where the gatherer listens for producers
 */
record EventOverHttp(String address) {
  private static final String EVENT = "{\"action\":\"hello\",\"user_id\":1}";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private String url() {
    return "http://" + address + "/v0/events?name=" + QuickstartProject.TABLE + "&wait=true";
  }

  /** The same with a tool that everybody has. */
  String command() {
    return "curl -d '" + EVENT + "' '" + url() + "'";
  }

  /** What the gatherer answers once the event is in its table. */
  HttpResponse<String> send() {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(url()))
              .timeout(PATIENCE)
              .POST(BodyPublishers.ofString(EVENT))
              .build(),
          BodyHandlers.ofString(UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("no answer from " + address + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
