package io.tributary.gatherer.http;

import io.tributary.service.settings.Address;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One event loop of the Events API, which all of it belongs to. */
final class EventsListener extends VerticleBase {
  private static final Duration SHORTEST_LOOK = Duration.ofMillis(20);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

  private final Contract contract;
  private final Supplier<EventsHandler> handlers;
  private final Port port;
  private final EventsCounts counts;
  private final Consumer<HttpServer> listening;

  /** Where it listens, and how. */
  record Port(HttpServerOptions options, Address address, HttpSettings.Patience patience) {}

  EventsListener(
      Contract contract,
      Supplier<EventsHandler> handlers,
      Port port,
      EventsCounts counts,
      Consumer<HttpServer> listening) {
    this.contract = contract;
    this.handlers = handlers;
    this.port = port;
    this.counts = counts;
    this.listening = listening;
  }

  @Override
  public Future<?> start() {
    Connections connections = new Connections(port.patience(), counts);
    Answers answers = new Answers(vertx, counts);
    RequestRouter router =
        new RequestRouter(contract, handlers.get(), connections, answers, context);
    HttpServer server =
        vertx
            .createHttpServer(port.options())
            .connectionHandler(connections::opened)
            .invalidRequestHandler(answers::refuseMalformed)
            .requestHandler(router);
    vertx.setPeriodic(lookMillis(port.patience()), tick -> connections.look());
    // A negative port is one free port that all instances share; -1 is that of connectors.
    int number = port.address().port() == 0 ? -2 : port.address().port();
    return server.listen(number, port.address().host()).onSuccess(listening::accept);
  }

  /** A quarter of the shortest wait, so that none lasts much longer than it says. */
  private static long lookMillis(HttpSettings.Patience patience) {
    long shortest =
        Math.min(
            patience.idle().toMillis(),
            Math.min(patience.request().toMillis(), patience.answer().toMillis()));
    return Math.clamp(shortest / 4, SHORTEST_LOOK.toMillis(), LONGEST_LOOK.toMillis());
  }
}
