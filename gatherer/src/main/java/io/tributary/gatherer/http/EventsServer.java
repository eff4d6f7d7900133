package io.tributary.gatherer.http;

import io.tributary.gatherer.http.body.MemoryBudget;
import io.tributary.service.failure.FailureCode;
import io.tributary.service.process.StartException;
import io.tributary.service.settings.Address;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Events API: a port of its own on as many event loops as it is told to. Any thread.
 *
 * <p><b>Failure semantics.</b> A stop takes no new requests and answers those that have begun; what
 * is not answered by then was not promised to anybody.
 */
public final class EventsServer {
  private static final Logger log = LoggerFactory.getLogger(EventsServer.class);
  private static final String SETTING = "HTTP_LISTEN";
  private static final int MAX_LINE_BYTES = 8 << 10;
  private static final int MAX_HEADER_BYTES = 16 << 10;

  /** Bytes of a body that come at once; fewer turns than with the 8 KiB that are usual. */
  private static final int CHUNK_BYTES = 32 << 10;

  private final HttpSettings settings;
  private final Supplier<RowIntake> intakes;
  private final EventsCounts counts = new EventsCounts();
  private final MemoryBudget memory;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private volatile Runnable lookout = () -> {};

  /**
   * @param intakes takes the rows; asked once on each event loop, for that loop
   */
  public EventsServer(HttpSettings settings, Supplier<RowIntake> intakes) {
    this.settings = settings;
    this.intakes = intakes;
    this.memory = new MemoryBudget(settings.memoryBytes());
  }

  /** For metrics. */
  public EventsCounts counts() {
    return counts;
  }

  /** Bytes that requests hold now, of {@code HTTP_MEMORY}. */
  public long memoryUsed() {
    return memory.used();
  }

  /**
   * Listens; fails with a {@link StartException}. Returns the address with the port it really has.
   *
   * @param loops 1 or more
   */
  public Future<Address> start(Vertx vertx, int loops) {
    Address address = settings.listen().orElseThrow();
    return vertx
        .executeBlocking(() -> EventsFiles.read(vertx, settings))
        .compose(
            files -> {
              EventsHandler.Shared shared =
                  new EventsHandler.Shared(
                      new Access(files.tokens()), new RateLimits(settings.rates()), memory, counts);
              Contract contract = Contract.load();
              HttpServerOptions options = options(files.certificate());
              return vertx
                  .deployVerticle(
                      () ->
                          new EventsListener(
                              contract,
                              () -> new EventsHandler(settings, intakes.get(), shared),
                              new EventsListener.Port(options, address, settings.patience()),
                              counts,
                              servers::add),
                      new DeploymentOptions().setInstances(loops))
                  .onSuccess(
                      deployed ->
                          lookout = files.lookAfter(vertx, changed -> take(options, changed)));
            })
        .map(deployed -> new Address(address.host(), servers.getFirst().actualPort()))
        .recover(cause -> Future.failedFuture(startFailure(address, cause)));
  }

  /**
   * Stops in good order.
   *
   * @param patience for requests that have begun
   */
  public Future<Void> stop(Duration patience) {
    lookout.run();
    return Future.join(
            servers.stream()
                .map(server -> server.shutdown(patience.toMillis(), TimeUnit.MILLISECONDS))
                .toList())
        .mapEmpty();
  }

  private static HttpServerOptions options(Optional<PemKeyCertOptions> certificate) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxInitialLineLength(MAX_LINE_BYTES)
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            .setMaxChunkSize(CHUNK_BYTES)
            .setTcpNoDelay(true)
            .setHttp2ClearTextEnabled(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false)
            // Bodies are decoded here, within bounds that Vert.x does not have.
            .setDecompressionSupported(false);
    certificate.ifPresent(pair -> options.setSsl(true).setUseAlpn(false).setKeyCertOptions(pair));
    return options;
  }

  /** All listeners share one port, and its certificate with it. */
  private void take(HttpServerOptions options, PemKeyCertOptions certificate) {
    ServerSSLOptions changed = new ServerSSLOptions(options.getSslOptions());
    changed.setKeyCertOptions(certificate);
    var unused =
        servers
            .getFirst()
            .updateSSLOptions(changed)
            .onSuccess(taken -> log.info("the certificate was changed: new connections have it"))
            .onFailure(
                failure ->
                    log.warn(
                        FailureCode.CERTIFICATE_UNUSABLE.line(
                            "the changed certificate was not taken: " + failure.getMessage())));
  }

  private Throwable startFailure(Address address, Throwable cause) {
    boolean defect = cause instanceof RuntimeException && settings.tls().isEmpty();
    if (cause instanceof StartException || defect) {
      return cause;
    }
    if (settings.tls().isPresent() && !(cause instanceof BindException)) {
      return new StartException(
          FailureCode.CERTIFICATE_UNUSABLE,
          "the certificate cannot be used: " + cause.getMessage());
    }
    return StartException.cannotListen(address, SETTING, cause);
  }
}
