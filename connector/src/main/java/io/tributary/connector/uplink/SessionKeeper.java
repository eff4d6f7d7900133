package io.tributary.connector.uplink;

import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.GoodbyeReason;
import io.tributary.service.failure.FailureCode;
import io.tributary.service.settings.Address;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one session with a gatherer open: connects, says hello, watches over silence, and connects
 * again, to the next best gatherer where the best does not answer. While it is elsewhere it asks
 * from time to time whether a better one answers again.
 *
 * <p>Failure semantics: never gives up; a gatherer that refuses this connector is told of.
 *
 * <p>Thread: created and used on one event loop.
 */
final class SessionKeeper {
  private static final Logger log = LoggerFactory.getLogger(SessionKeeper.class);
  private static final int VERSION = 1;

  private final Vertx vertx;
  private final UplinkSettings settings;
  private final Hooks hooks;
  private final NetClient client;
  private final ReconnectDelay reconnect;
  private final GathererRing ring;
  private @Nullable UplinkSession session;
  private boolean welcomed;
  private boolean useful;
  private boolean probing;
  private boolean closed;
  private boolean complained;

  /**
   * Who is told.
   *
   * @param welcomed a gatherer listens
   * @param frames every other frame of it
   * @param lost the session is gone
   * @param betterAnswers a gatherer that is better for the table answers again
   * @param refused no gatherer will take this connector; one line
   */
  record Hooks(
      Consumer<Frame.Welcome> welcomed,
      Consumer<Frame> frames,
      Runnable lost,
      Runnable betterAnswers,
      Consumer<String> refused) {}

  SessionKeeper(Vertx vertx, UplinkSettings settings, GathererRing ring, Hooks hooks) {
    this.vertx = vertx;
    this.settings = settings;
    this.ring = ring;
    this.hooks = hooks;
    this.client =
        vertx.createNetClient(
            new NetClientOptions()
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setTcpNoDelay(true));
    this.reconnect =
        new ReconnectDelay(settings.retryMaxDelay().toMillis(), ThreadLocalRandom.current());
  }

  /** Starts to connect, and to stay connected. */
  void start() {
    long everyMillis = Math.max(1, settings.silence().toMillis() / 3);
    vertx.setPeriodic(everyMillis, this::heartbeat);
    vertx.setPeriodic(settings.returnInterval().toMillis(), this::askBetter);
    connect();
  }

  /** True while a gatherer listens to us. */
  boolean isWelcomed() {
    return welcomed;
  }

  /** The session, welcomed or not; null while there is none. */
  @Nullable UplinkSession session() {
    return session;
  }

  /**
   * The gatherer did what it is for. One that welcomes and does no more counts as one that does not
   * answer.
   */
  void useful() {
    useful = true;
    reconnect.reset();
  }

  /** Sends the frame, if there is a session. */
  void say(Frame frame) {
    UplinkSession current = session;
    if (current != null) {
      current.send(frame);
    }
  }

  void ping() {
    say(new Frame.Ping(System.nanoTime()));
  }

  /** The gatherer did what it never may: tells it, and begins a new session. */
  void broken(String what) {
    log.error("the gatherer broke the protocol: {}", what);
    say(new Frame.Goodbye(GoodbyeReason.VIOLATION, what));
    UplinkSession current = session;
    if (current != null) {
      current.end();
    }
  }

  /** Ends this session; another one begins, with the best gatherer that answers. */
  void renew() {
    UplinkSession current = session;
    if (current != null) {
      current.close();
    }
  }

  /** Says goodbye and closes for good. */
  Future<Void> close() {
    closed = true;
    say(new Frame.Goodbye(GoodbyeReason.SHUTDOWN, "connector stops"));
    return client.close();
  }

  private void connect() {
    if (closed) {
      return;
    }
    Address address = ring.current();
    client
        .connect(address.port(), address.host())
        .onSuccess(this::connected)
        .onFailure(
            failure -> {
              if (!complained) {
                complained = true;
                log.warn("gatherer {} cannot be reached: {}", address, failure.getMessage());
              }
              ring.failed();
              connectLater();
            });
  }

  private void connectLater() {
    if (!closed) {
      vertx.setTimer(reconnect.nextMillis(), timer -> connect());
    }
  }

  private void connected(NetSocket socket) {
    UplinkSession current = new UplinkSession(socket, this::received, this::broken);
    session = current;
    current.onClosed(() -> lost(current));
    current.send(hello());
    vertx.setTimer(settings.connectTimeout().toMillis(), timer -> welcomeTimedOut(current));
  }

  private Frame.Hello hello() {
    return new Frame.Hello(
        VERSION, VERSION, settings.instance(), settings.incarnation(), settings.token().reveal());
  }

  private void welcomeTimedOut(UplinkSession which) {
    if (session == which && !welcomed) {
      log.warn("gatherer {} says nothing", ring.current());
      which.close();
    }
  }

  private void lost(UplinkSession which) {
    if (session != which) {
      return;
    }
    session = null;
    if (useful) {
      ring.lost();
    } else {
      ring.failed();
    }
    welcomed = false;
    useful = false;
    hooks.lost().run();
    if (!closed) {
      log.warn("connection to gatherer lost, connecting again");
      connectLater();
    }
  }

  private void heartbeat(long timer) {
    if (closed) {
      vertx.cancelTimer(timer);
      return;
    }
    UplinkSession current = session;
    if (current == null) {
      return;
    }
    if (current.silentNanos(System.nanoTime()) > settings.silence().toNanos()) {
      log.warn("gatherer said nothing for {} s", settings.silence().toSeconds());
      current.close();
    } else if (welcomed) {
      ping();
    }
  }

  /** A process that stands still accepts connections, too: only a welcome is an answer. */
  private void askBetter(long timer) {
    if (closed) {
      vertx.cancelTimer(timer);
      return;
    }
    if (probing || !welcomed || !ring.isElsewhere()) {
      return;
    }
    probing = true;
    Address best = ring.best();
    client
        .connect(best.port(), best.host())
        .onSuccess(this::probed)
        .onFailure(failure -> probing = false);
  }

  private void probed(NetSocket socket) {
    UplinkSession probe =
        new UplinkSession(
            socket,
            frame -> {
              if (frame instanceof Frame.Welcome) {
                socket.close();
                if (welcomed && ring.isElsewhere()) {
                  log.info("gatherer {} answers again", ring.best());
                  hooks.betterAnswers().run();
                }
              }
            },
            violation -> socket.close());
    probe.onClosed(() -> probing = false);
    probe.send(hello());
    vertx.setTimer(settings.connectTimeout().toMillis(), timer -> socket.close());
  }

  private void received(Frame frame) {
    switch (frame) {
      case Frame.Welcome welcome -> onWelcome(welcome);
      case Frame.Ping ping -> say(new Frame.Pong(ping.nonce(), System.currentTimeMillis()));
      case Frame.Goodbye goodbye -> onGoodbye(goodbye);
      default -> hooks.frames().accept(frame);
    }
  }

  private void onWelcome(Frame.Welcome welcome) {
    UplinkSession current = session;
    if (current == null) {
      return;
    }
    current.welcomed(welcome.limits());
    welcomed = true;
    complained = false;
    log.info("connected to gatherer {}", welcome.gatherer());
    hooks.welcomed().accept(welcome);
  }

  private void onGoodbye(Frame.Goodbye goodbye) {
    switch (goodbye.reason()) {
      case SHUTDOWN, BUSY, SILENCE -> log.info("gatherer says goodbye: {}", goodbye.message());
      case UNAUTHORIZED, VERSION, VIOLATION ->
          hooks
              .refused()
              .accept(
                  FailureCode.GATHERER_REFUSES.line(
                      "gatherer "
                          + settings.addresses()
                          + " refuses this connector: "
                          + goodbye.message()));
    }
  }
}
