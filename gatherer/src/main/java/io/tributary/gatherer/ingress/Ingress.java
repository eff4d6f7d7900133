package io.tributary.gatherer.ingress;

import io.tributary.gatherer.audit.Auditor;
import io.tributary.gatherer.delivery.Delivery;
import io.tributary.gatherer.insert.ServerClock;
import io.tributary.gatherer.ledger.Takeovers;
import io.tributary.gatherer.schema.TableCatalog;
import io.tributary.gatherer.telemetry.GathererMeters;
import io.tributary.protocol.frame.GoodbyeReason;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connectors, on as many event loops as it is told to; each loop is offered to the delivery
 * as well, to run tables on. Any thread.
 */
public final class Ingress {

  private static final Logger log = LoggerFactory.getLogger(Ingress.class);

  private final IngressTools tools;
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private final List<NetServer> servers = new CopyOnWriteArrayList<>();

  private volatile boolean stopping;

  public Ingress(IngressSettings settings, TableCatalog catalog, Ends ends) {
    this.tools =
        new IngressTools(
            settings,
            catalog,
            ends.delivery(),
            ends.takeovers(),
            ends.clock(),
            ends.auditor(),
            ends.meters());
  }

  /** What sessions lead to. */
  public record Ends(
      Delivery delivery,
      Takeovers takeovers,
      ServerClock clock,
      Auditor auditor,
      GathererMeters meters) {}

  /** Listens; completes with the port. */
  public Future<Integer> start(Vertx vertx, int loops) {
    return vertx
        .deployVerticle(Listener::new, new DeploymentOptions().setInstances(loops))
        .map(deployed -> servers.getFirst().actualPort());
  }

  /**
   * Stops in good order: accepts and reads nothing more, flushes all tables, delivers the verdicts,
   * says goodbye.
   *
   * @param drainTimeout for the verdicts; rows that are not stored by then are still with their
   *     connectors, which were never told that they are
   */
  public Future<Void> stop(Duration drainTimeout) {
    stopping = true;
    return each(Session::stopReading)
        .compose(stopped -> tools.delivery().drain())
        .timeout(drainTimeout.toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(
            late -> {
              log.warn("not all rows were stored within {} s", drainTimeout.toSeconds());
              return null;
            })
        .compose(drained -> each(Session::shutdown))
        .compose(gone -> Future.join(servers.stream().map(NetServer::close).toList()).mapEmpty());
  }

  private Future<Void> each(Function<Session, Future<Void>> step) {
    return Future.join(sessions.stream().map(step).toList()).mapEmpty();
  }

  private final class Listener extends VerticleBase {
    @Override
    public Future<?> start() {
      tools.delivery().addLoop(context);
      IngressSettings settings = tools.settings();
      NetServer server =
          vertx
              .createNetServer(new NetServerOptions().setTcpNoDelay(true))
              .connectHandler(this::connected);
      // A negative port is one free port that all instances share.
      int port = settings.listen().port() == 0 ? -1 : settings.listen().port();
      return server.listen(port, settings.listen().host()).onSuccess(servers::add);
    }

    private void connected(NetSocket socket) {
      if (stopping) {
        socket.close();
        return;
      }
      int open = tools.meters().sessionOpened();
      Session session = new Session(socket, vertx, tools);
      sessions.add(session);
      session
          .closed()
          .onComplete(
              gone -> {
                sessions.remove(session);
                tools.meters().sessionClosed();
              });
      if (open > tools.settings().maxSessions()) {
        session.refuse(
            GoodbyeReason.BUSY,
            "all %d sessions are taken: raise MAX_SESSIONS or add a gatherer"
                .formatted(tools.settings().maxSessions()));
      }
    }
  }
}
