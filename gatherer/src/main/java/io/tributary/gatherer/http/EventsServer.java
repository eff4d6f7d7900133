package io.tributary.gatherer.http;

import io.tributary.gatherer.http.body.MemoryBudget;
import io.tributary.gatherer.http.token.TokenFileException;
import io.tributary.gatherer.http.token.TokenWatch;
import io.tributary.service.failure.FailureCode;
import io.tributary.service.process.StartException;
import io.tributary.service.settings.Address;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Events API: a port of its own on as many event loops as it is told to. Any thread.
 *
 * <p><b>Failure semantics.</b> A stop takes no new requests and answers those that have begun; what
 * is not answered by then was not promised to anybody.
 */
public final class EventsServer {
  private static final String SETTING = "HTTP_LISTEN";
  private static final int MAX_LINE_BYTES = 8 << 10;
  private static final int MAX_HEADER_BYTES = 16 << 10;

  /** Bytes of a body that come at once; fewer turns than with the 8 KiB that are usual. */
  private static final int CHUNK_BYTES = 32 << 10;

  private static final Duration TOKEN_LOOK = Duration.ofSeconds(1);

  private final HttpSettings settings;
  private final Supplier<RowIntake> intakes;
  private final EventsCounts counts = new EventsCounts();
  private final MemoryBudget memory;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

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
        .executeBlocking(this::checkFiles)
        .compose(
            watch -> {
              if (watch != null) {
                lookAfter(vertx, watch);
              }
              EventsHandler.Shared shared =
                  new EventsHandler.Shared(
                      new Access(watch == null ? null : watch::tokens),
                      new RateLimits(settings.rates()),
                      memory,
                      counts);
              Contract contract = Contract.load();
              return vertx.deployVerticle(
                  () ->
                      new EventsListener(
                          contract,
                          () -> new EventsHandler(settings, intakes.get(), shared),
                          new EventsListener.Port(options(), address, settings.patience()),
                          counts,
                          servers::add),
                  new DeploymentOptions().setInstances(loops));
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
    return Future.join(
            servers.stream()
                .map(server -> server.shutdown(patience.toMillis(), TimeUnit.MILLISECONDS))
                .toList())
        .mapEmpty();
  }

  private HttpServerOptions options() {
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
    settings
        .tls()
        .ifPresent(
            tls ->
                options
                    .setSsl(true)
                    .setUseAlpn(false)
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .setCertPath(tls.certificate().toString())
                            .setKeyPath(tls.key().toString())));
    return options;
  }

  /** Blocks. */
  private @Nullable TokenWatch checkFiles() {
    settings
        .tls()
        .ifPresent(
            tls -> {
              for (Path file : List.of(tls.certificate(), tls.key())) {
                if (!Files.isReadable(file)) {
                  throw new StartException(
                      FailureCode.CERTIFICATE_UNUSABLE, file + " cannot be read");
                }
              }
            });
    try {
      return settings.tokens().map(TokenWatch::new).orElse(null);
    } catch (TokenFileException | IllegalArgumentException e) {
      throw new StartException(FailureCode.TOKENS_UNREADABLE.tag(String.valueOf(e.getMessage())));
    }
  }

  private static void lookAfter(Vertx vertx, TokenWatch watch) {
    AtomicBoolean looking = new AtomicBoolean();
    vertx.setPeriodic(
        TOKEN_LOOK.toMillis(),
        tick -> {
          if (looking.compareAndSet(false, true)) {
            var unused =
                vertx
                    .<Void>executeBlocking(
                        () -> {
                          watch.look();
                          return null;
                        })
                    .onComplete(done -> looking.set(false));
          }
        });
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
