package io.tributary.load.fault;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One request of a client and the same one to ClickHouse.
 *
 * <p>Thread: the one that handles the request.
 */
record ClickHouseRequest(HttpExchange exchange, Target target) {
  private static final System.Logger LOG = System.getLogger(ClickHouseRequest.class.getName());
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(10);

  /** Headers that belong to one connection, or that the client of this JDK sets by itself. */
  private static final Set<String> OWN_HEADERS =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** Where ClickHouse is. */
  record Target(String url, HttpClient http) implements AutoCloseable {

    static Target at(String url, Executor threads) {
      HttpClient http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(Duration.ofSeconds(5))
              .executor(threads)
              .build();
      return new Target(url.endsWith("/") ? url.substring(0, url.length() - 1) : url, http);
    }

    /** Ends all connections. */
    @Override
    public void close() {
      http.shutdownNow();
    }
  }

  boolean isInsert() {
    return exchange.getRequestMethod().equals("POST")
        && parameter("query").strip().toUpperCase(Locale.ROOT).startsWith("INSERT");
  }

  /** A parameter of the URL, empty if it is not there. */
  String parameter(String name) {
    String query = exchange.getRequestURI().getRawQuery();
    if (query == null) {
      return "";
    }
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith(name + "=")) {
        return URLDecoder.decode(parameter.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  InputStream body() {
    return exchange.getRequestBody();
  }

  /** Passes the request on and waits for the head of ClickHouse's answer. */
  HttpResponse<InputStream> send() throws IOException, InterruptedException {
    return send(publisher());
  }

  /** Passes a request on whose body was read before. */
  HttpResponse<InputStream> send(byte[] body) throws IOException, InterruptedException {
    return send(BodyPublishers.ofByteArray(body));
  }

  /** Passes half of a body on that was read before, and breaks off. */
  void sendHalf(byte[] body) throws InterruptedException {
    InputStream broken = new BreakingStream(new ByteArrayInputStream(body, 0, body.length / 2));
    try {
      send(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> broken), body.length));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "half of a body was sent", e);
    }
  }

  private HttpResponse<InputStream> send(BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target.url() + exchange.getRequestURI()))
            .timeout(ANSWER_TIMEOUT)
            .method(exchange.getRequestMethod(), body);
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return target.http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  private BodyPublisher publisher() {
    BodyPublisher streamed = BodyPublishers.ofInputStream(this::body);
    @Nullable String length = exchange.getRequestHeaders().getFirst("Content-Length");
    if (length != null) {
      long bytes = Long.parseLong(length);
      return bytes == 0 ? BodyPublishers.noBody() : BodyPublishers.fromPublisher(streamed, bytes);
    }
    boolean chunked = exchange.getRequestHeaders().containsKey("Transfer-Encoding");
    return chunked ? streamed : BodyPublishers.noBody();
  }

  /** Gives ClickHouse's answer to the client, its body having been read. */
  void answer(HttpResponse<InputStream> response, byte[] body) throws IOException {
    copyHeaders(response);
    exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** Gives ClickHouse's answer to the client. */
  void answer(HttpResponse<InputStream> response) throws IOException {
    copyHeaders(response);
    long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    // The server's own signs: 0 for an answer in chunks, -1 for one without a body.
    exchange.sendResponseHeaders(response.statusCode(), length < 0 ? 0 : length == 0 ? -1 : length);
    try (InputStream body = response.body()) {
      if (length != 0) {
        body.transferTo(exchange.getResponseBody());
      }
    }
  }

  private void copyHeaders(HttpResponse<InputStream> response) {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, List.copyOf(values));
              }
            });
  }

  /** Has no end but an error. */
  private static final class BreakingStream extends FilterInputStream {
    BreakingStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return checked(super.read());
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return checked(super.read(target, offset, length));
    }

    private static int checked(int read) throws IOException {
      if (read < 0) {
        throw new IOException("the rest of the body is lost");
      }
      return read;
    }
  }
}
