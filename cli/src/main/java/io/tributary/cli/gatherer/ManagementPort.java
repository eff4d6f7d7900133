package io.tributary.cli.gatherer;

import io.tributary.protocol.wording.Wording;
import io.tributary.service.settings.Address;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * The management port of a service. Calls block, and throw a {@link GathererException} for every
 * answer that is none.
 *
 * <p>Thread: one.
 */
final class ManagementPort implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Longer than a service takes for any request, shorter than it lets a connection be idle. */
  private static final Duration TIMEOUT = Duration.ofSeconds(320);

  private static final int SHOWN_CHARS = 1000;
  private static final int UNAUTHORIZED = 401;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final Address address;
  private final String token;
  private final String service;

  /**
   * @param token empty for none
   * @param service gatherer or connector: also the option that names the address
   */
  ManagementPort(Address address, String token, String service) {
    this.address = address;
    this.token = token;
    this.service = service;
  }

  /** A request for a path, without a method. */
  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address + path)).timeout(TIMEOUT);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  /** The body of an answer that is one. */
  Buffer send(HttpRequest.Builder request) {
    HttpResponse<byte[]> answer = exchange(request);
    if (answer.statusCode() / 100 != 2) {
      throw refused(answer);
    }
    return Buffer.buffer(answer.body());
  }

  /** Whatever is answered. */
  HttpResponse<byte[]> exchange(HttpRequest.Builder request) {
    HttpResponse<byte[]> answer;
    try {
      answer = http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new GathererException(
          0,
          "no %s answers at %s%s; --%s names its %s_MANAGEMENT_LISTEN"
              .formatted(
                  service,
                  address,
                  e.getMessage() == null ? "" : " (" + e.getMessage() + ")",
                  service,
                  service.toUpperCase(Locale.ROOT)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GathererException(0, "interrupted");
    }
    if (answer.statusCode() == UNAUTHORIZED) {
      throw new GathererException(
          UNAUTHORIZED,
          "the %s at %s wants a token: set GATHERER_TOKEN to the one it was started with"
              .formatted(service, address));
    }
    return answer;
  }

  /** What an answer that is none says. */
  GathererException refused(HttpResponse<byte[]> answer) {
    return new GathererException(
        answer.statusCode(),
        // ClickHouse's words quote what came from a record.
        Wording.shown(said(answer.body()), SHOWN_CHARS));
  }

  /** Some answers are a line, others a JSON object with it. */
  private static String said(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    try {
      return text.startsWith("{") ? new JsonObject(text).getString("error", text) : text;
    } catch (DecodeException | ClassCastException e) {
      return text;
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
