package io.tributary.cli.gatherer;

import io.tributary.protocol.wording.Wording;
import io.tributary.service.settings.Address;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The management port of a gatherer. Calls block, and throw a {@link GathererException} for every
 * answer that is none.
 *
 * <p>Thread: one.
 */
public final class GathererClient implements AutoCloseable {
  private static final String PATH = "/quarantine";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Longer than the gatherer takes for any request, shorter than it lets a connection be idle. */
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

  /**
   * @param address of the management port
   * @param token empty for none
   */
  public GathererClient(Address address, String token) {
    this.address = address;
    this.token = token;
  }

  /**
   * Asks.
   *
   * @param path below {@code /quarantine}, empty or with a slash before it
   */
  public Buffer get(String path) {
    return send(request(path).GET());
  }

  /** Sends. */
  public Buffer post(String path, Buffer body) {
    return send(request(path).POST(BodyPublishers.ofByteArray(body.getBytes())));
  }

  /** Ends something. */
  public void delete(String path) {
    Buffer unused = send(request(path).DELETE());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address + PATH + path)).timeout(TIMEOUT);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private Buffer send(HttpRequest.Builder request) {
    HttpResponse<byte[]> answer;
    try {
      answer = http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new GathererException(
          0,
          "no gatherer answers at %s%s; --gatherer names its GATHERER_MANAGEMENT_LISTEN"
              .formatted(address, e.getMessage() == null ? "" : " (" + e.getMessage() + ")"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GathererException(0, "interrupted");
    }
    if (answer.statusCode() == UNAUTHORIZED) {
      throw new GathererException(
          UNAUTHORIZED,
          "the gatherer at %s wants a token: set GATHERER_TOKEN to the one it was started with"
              .formatted(address));
    }
    if (answer.statusCode() / 100 != 2) {
      throw new GathererException(
          answer.statusCode(),
          // ClickHouse's words quote what came from a record.
          Wording.shown(new String(answer.body(), StandardCharsets.UTF_8).strip(), SHOWN_CHARS));
    }
    return Buffer.buffer(answer.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
