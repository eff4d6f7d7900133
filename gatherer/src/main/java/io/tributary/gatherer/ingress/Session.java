package io.tributary.gatherer.ingress;

import io.netty.buffer.ByteBuf;
import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.FrameReader;
import io.tributary.protocol.frame.GoodbyeReason;
import io.tributary.protocol.frame.ProtocolViolation;
import io.tributary.service.settings.Secret;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a connector: handshake, reading with back-pressure, silence, and the end.
 *
 * <p><b>Failure semantics.</b> Whatever goes wrong ends this session only. Batches that were
 * received go on to ClickHouse; their verdicts have no receiver any more, so that the connector,
 * which never saw them, sends the rows again.
 *
 * <p>Belongs to the event loop that accepted the connection.
 */
final class Session {

  private static final Logger log = LoggerFactory.getLogger(Session.class);
  private static final int VERSION = 1;

  /** For the Goodbye to leave, should the other side not read. */
  private static final long GOODBYE_MILLIS = 5_000;

  private enum Phase {
    HANDSHAKE,
    OPEN,
    /** Goodbye is said or heard; what still comes in is thrown away. */
    ENDED
  }

  private final Vertx vertx;
  private final NetSocket socket;
  private final Context context;
  private final IngressTools tools;
  private final Outbox outbox;
  private final Conversation conversation;
  private final FrameReader reader;
  private final Promise<Void> closed = Promise.promise();
  private Phase phase = Phase.HANDSHAKE;
  private String peer;
  private final long handshakeTimer;
  private long heardNanos = System.nanoTime();
  private boolean reading = true;
  private boolean stopping;

  Session(NetSocket socket, Vertx vertx, IngressTools tools) {
    this.vertx = vertx;
    this.socket = socket;
    this.context = vertx.getOrCreateContext();
    this.tools = tools;
    this.peer = String.valueOf(socket.remoteAddress());
    this.outbox = new Outbox(socket, context);
    this.conversation = new Conversation(tools, outbox, this::readOrPause);
    this.reader = new FrameReader(conversation);
    // Vert.x would copy each chunk onto the heap.
    ((NetSocketInternal) socket).messageHandler(this::received);
    socket.drainHandler(drained -> readOrPause());
    socket.exceptionHandler(failure -> log.debug("session {}: {}", peer, failure.toString()));
    socket.closeHandler(gone -> connectionClosed());
    handshakeTimer =
        vertx.setTimer(
            IngressSettings.HANDSHAKE.toMillis(),
            late -> end(GoodbyeReason.SILENCE, "no Hello within 5 s"));
    long tickMillis = tools.settings().silence().toMillis() / 4;
    long watch = vertx.setPeriodic(tickMillis, tick -> watchSilence());
    closed.future().onComplete(done -> vertx.cancelTimer(watch));
  }

  /** Says goodbye before anything was asked. */
  void refuse(GoodbyeReason reason, String message) {
    end(reason, message);
  }

  /** Reads nothing more; batches that were read go on. Any thread. */
  Future<Void> stopReading() {
    Promise<Void> stopped = Promise.promise();
    context.runOnContext(
        hop -> {
          stopping = true;
          readOrPause();
          stopped.complete();
        });
    return stopped.future();
  }

  /** Ends the session in good order; completes when the connection is closed. Any thread. */
  Future<Void> shutdown() {
    context.runOnContext(hop -> end(GoodbyeReason.SHUTDOWN, "the gatherer stops"));
    return closed.future();
  }

  private void received(Object message) {
    ByteBuf chunk = (ByteBuf) message;
    try {
      received(BufferInternal.buffer(chunk));
    } finally {
      chunk.release();
    }
  }

  private void received(Buffer chunk) {
    if (phase == Phase.ENDED) {
      return;
    }
    heardNanos = System.nanoTime();
    try {
      reader.feed(chunk);
      for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
        on(frame);
        if (phase == Phase.ENDED) {
          return;
        }
      }
    } catch (ProtocolViolation violation) {
      tools.meters().violated();
      log.warn("session {} is closed: {}", peer, violation.getMessage());
      end(violation.goodbye());
      return;
    } catch (RuntimeException e) {
      // The chunk is half read: this connection cannot go on.
      log.error("session {}: a frame could not be handled", peer, e);
      end(GoodbyeReason.VIOLATION, "a frame could not be handled");
      return;
    }
    outbox.flush();
    readOrPause();
  }

  private void on(Frame frame) throws ProtocolViolation {
    switch (frame) {
      case Frame.Goodbye goodbye -> {
        log.info("session {} ends: {} {}", peer, goodbye.reason(), goodbye.message());
        leave();
      }
      case Frame.Hello hello when phase == Phase.HANDSHAKE -> greet(hello);
      case Frame other -> conversation.on(other);
    }
  }

  private void greet(Frame.Hello hello) {
    if (hello.minVersion() > VERSION || hello.maxVersion() < VERSION) {
      end(
          GoodbyeReason.VERSION,
          "this gatherer speaks version %d, the connector %d to %d"
              .formatted(VERSION, hello.minVersion(), hello.maxVersion()));
      return;
    }
    if (!admits(hello.token())) {
      log.warn("session {} is refused: wrong token", peer);
      end(GoodbyeReason.UNAUTHORIZED, "missing or wrong token: set GATHERER_TOKEN on both sides");
      return;
    }
    peer = printable(hello.instance()) + " at " + socket.remoteAddress();
    phase = Phase.OPEN;
    vertx.cancelTimer(handshakeTimer);
    IngressSettings settings = tools.settings();
    outbox.add(
        new Frame.Welcome(VERSION, settings.gatherer(), settings.incarnation(), settings.limits()));
    reader.handshakeDone(settings.limits());
    log.info("session {} is open", peer);
  }

  private boolean admits(String token) {
    Secret wanted = tools.settings().token();
    return wanted.isEmpty() || wanted.matches(token);
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private void watchSilence() {
    long silentNanos = System.nanoTime() - heardNanos;
    boolean silent = silentNanos > tools.settings().silence().toNanos();
    if (silent && reading && phase == Phase.OPEN) {
      // A half-dead peer never hears the Goodbye, so it has to stand here.
      log.warn("session {} is closed: nothing heard from it", peer);
      end(
          GoodbyeReason.SILENCE,
          "nothing heard for " + tools.settings().silence().toSeconds() + " s");
    }
  }

  private void readOrPause() {
    boolean may =
        !stopping
            && !socket.writeQueueFull()
            && conversation.unsettled()
                < (reading ? IngressSettings.MAX_UNSETTLED : IngressSettings.FEW_UNSETTLED);
    if (may && !reading) {
      heardNanos = System.nanoTime();
      // What came meanwhile is handed out by this at once, which a frame may be in the middle of.
      context.runOnContext(
          hop -> {
            if (reading) {
              socket.resume();
            }
          });
    } else if (!may && reading && phase != Phase.ENDED) {
      socket.pause();
      // Its batches may be too small to fill a buffer or to use up the credit.
      conversation.urge();
    }
    reading = may || phase == Phase.ENDED;
  }

  private void end(GoodbyeReason reason, String message) {
    end(new Frame.Goodbye(reason, message));
  }

  private void end(Frame.Goodbye goodbye) {
    if (phase != Phase.ENDED) {
      outbox.add(goodbye);
      leave();
    }
  }

  private void leave() {
    phase = Phase.ENDED;
    conversation.end();
    // Input is read and dropped, for unread bytes would make the close lose the Goodbye.
    socket.resume();
    reading = true;
    outbox.flush().onComplete(written -> socket.close());
    vertx.setTimer(GOODBYE_MILLIS, late -> socket.close());
  }

  private void connectionClosed() {
    vertx.cancelTimer(handshakeTimer);
    if (phase != Phase.ENDED) {
      phase = Phase.ENDED;
      conversation.end();
      log.info("session {} is gone", peer);
    }
    // Chunks that came while it was paused are released when they are handed out.
    socket.resume();
    closed.tryComplete();
  }

  /** Completes when the connection is closed. */
  Future<Void> closed() {
    return closed.future();
  }
}
