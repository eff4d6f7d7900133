package io.tributary.service.management;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tributary.service.process.StartException;
import io.tributary.service.settings.Address;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.Supplier;

/**
 * Answers {@code GET /metrics} with Prometheus' text format, {@code /live} with 200 while the
 * process answers at all, and {@code /ready} with 200, or with 503 and one reason a line.
 *
 * <p>Thread: one event loop.
 */
public final class ManagementServer {
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final int MAX_LINE_BYTES = 2048;
  private static final int MAX_HEADER_BYTES = 8192;
  private static final int IDLE_SECONDS = 60;

  private final HttpServer server;
  private final Address address;
  private final String setting;
  private final PrometheusMeterRegistry registry;
  private final Supplier<List<String>> notReady;

  /**
   * What is shown.
   *
   * @param notReady says in words why the service is not ready, empty when it is
   */
  public record Sources(PrometheusMeterRegistry registry, Supplier<List<String>> notReady) {}

  /**
   * @param setting the one that names the address, for messages
   */
  public ManagementServer(Vertx vertx, Address address, String setting, Sources sources) {
    this.address = address;
    this.setting = setting;
    this.registry = sources.registry();
    this.notReady = sources.notReady();
    this.server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setIdleTimeout(IDLE_SECONDS));
    server.requestHandler(this::answer);
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
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      request.response().setStatusCode(405).end("only GET\n");
      return;
    }
    switch (request.path()) {
      case "/metrics" ->
          request
              .response()
              .putHeader("Content-Type", PROMETHEUS_TEXT)
              .end(registry.scrape(PROMETHEUS_TEXT));
      case "/live" -> request.response().end("live\n");
      case "/ready" -> {
        List<String> reasons = notReady.get();
        if (reasons.isEmpty()) {
          request.response().end("ready\n");
        } else {
          request.response().setStatusCode(503).end(String.join("\n", reasons) + "\n");
        }
      }
      case null, default ->
          request.response().setStatusCode(404).end("try /metrics, /live or /ready\n");
    }
  }
}
