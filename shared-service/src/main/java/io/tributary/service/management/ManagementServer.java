package io.tributary.service.management;

import io.tributary.service.process.StartException;
import io.tributary.service.settings.Address;
import io.tributary.service.settings.Secret;
import io.tributary.service.telemetry.Meters;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code GET /metrics} with Prometheus' text format; {@code /live} with 200 while all event
 * loops run, else 503 and one stuck loop a line; {@code /ready} with 200, or 503 and one reason a
 * line. What is below {@link #serveData}'s path needs the token.
 *
 * <p>Thread: one event loop.
 */
public final class ManagementServer {
  private static final Logger log = LoggerFactory.getLogger(ManagementServer.class);
  private static final int MAX_LINE_BYTES = 2048;
  private static final int MAX_HEADER_BYTES = 8192;

  /** Longer than an answer about data may take, during which nothing is sent. */
  private static final int IDLE_SECONDS = 330;

  private final Vertx vertx;
  private final HttpServer server;
  private final Address address;
  private final String setting;
  private final Sources sources;
  private final LoopPulse pulse;
  private final List<Data> data = new ArrayList<>();

  private record Data(String path, DataAccess access, Handler<HttpServerRequest> handler) {
    boolean covers(String requested) {
      return requested.equals(path) || requested.startsWith(path + "/");
    }
  }

  /**
   * What is shown.
   *
   * @param metrics the page in Prometheus' text format
   * @param notReady says in words why the service is not ready, empty when it is
   */
  public record Sources(Supplier<String> metrics, Supplier<List<String>> notReady) {}

  /**
   * @param setting the one that names the address, for messages
   */
  public ManagementServer(Vertx vertx, Address address, String setting, Sources sources) {
    this.vertx = vertx;
    this.address = address;
    this.setting = setting;
    this.sources = sources;
    this.pulse = LoopPulse.of(vertx);
    this.server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setIdleTimeout(IDLE_SECONDS)
                // Some clients offer to change the protocol; a page may get lost in the change.
                .setHttp2ClearTextEnabled(false));
    server.requestHandler(this::answer);
    server.connectionHandler(
        connection ->
            connection.exceptionHandler(
                failure -> log.debug("management connection: {}", failure.toString())));
  }

  /**
   * Adds what shows or changes data: everything at and below a path, for those who send the token
   * as {@code Authorization: Bearer TOKEN}. Without a token only programs of this machine may, and
   * no web page. To be called before {@link #start}.
   *
   * @param handler gets requests that are allowed, on the server's event loop
   */
  public ManagementServer serveData(String path, Secret token, Handler<HttpServerRequest> handler) {
    data.add(new Data(path, new DataAccess(token), handler));
    return this;
  }

  /**
   * Listens; fails with a {@link StartException}. Returns the address with the port it really has.
   */
  public Future<Address> start() {
    return server
        .listen(address.port(), address.host())
        .map(listening -> new Address(address.host(), listening.actualPort()))
        .recover(
            cause -> Future.failedFuture(StartException.cannotListen(address, setting, cause)));
  }

  /** Closes the port. */
  public Future<Void> stop() {
    return server.close();
  }

  private void answer(HttpServerRequest request) {
    String path = request.path();
    for (Data served : data) {
      if (path != null && served.covers(path)) {
        if (served.access().admits(request)) {
          served.handler().handle(request);
        }
        return;
      }
    }
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      request.response().setStatusCode(405).end("only GET\n");
      return;
    }
    switch (request.path()) {
      case "/metrics" ->
          request
              .response()
              .putHeader("Content-Type", Meters.contentType())
              .end(sources.metrics().get());
      case "/live" -> {
        Context here = vertx.getOrCreateContext();
        pulse.stuck().onSuccess(stuck -> here.runOnContext(hop -> tell(request, "live", stuck)));
      }
      case "/ready" -> tell(request, "ready", sources.notReady().get());
      case null, default ->
          request.response().setStatusCode(404).end("try /metrics, /live or /ready\n");
    }
  }

  private static void tell(HttpServerRequest request, String good, List<String> problems) {
    if (request.response().closed()) {
      return;
    }
    if (problems.isEmpty()) {
      request.response().end(good + "\n");
    } else {
      request.response().setStatusCode(503).end(String.join("\n", problems) + "\n");
    }
  }
}
