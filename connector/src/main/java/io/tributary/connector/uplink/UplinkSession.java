package io.tributary.connector.uplink;

import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.FrameEncoder;
import io.tributary.protocol.frame.FrameReader;
import io.tributary.protocol.frame.ProtocolViolation;
import io.tributary.protocol.frame.Rule;
import io.tributary.protocol.frame.SessionLimits;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection to a gatherer: bytes to frames and back. Knows no state beyond the handshake.
 *
 * <p>Failure semantics: a violation by the gatherer closes the connection; the uplink then treats
 * everything in flight as not answered.
 *
 * <p>Thread: the uplink's event loop.
 */
final class UplinkSession {
  private static final Logger log = LoggerFactory.getLogger(UplinkSession.class);

  private final NetSocket socket;
  private final FrameReader reader =
      new FrameReader(
          (stream, bytes) -> {
            throw new ProtocolViolation(Rule.DIRECTION, "a gatherer sends no rows");
          });
  private final Consumer<Frame> frames;
  private final Consumer<String> broken;
  private long lastHeardNanos = System.nanoTime();
  private boolean ended;

  UplinkSession(NetSocket socket, Consumer<Frame> frames, Consumer<String> broken) {
    this.socket = socket;
    this.frames = frames;
    this.broken = broken;
    socket.handler(this::received);
    // What it means is told when the socket closes.
    socket.exceptionHandler(failure -> log.debug("gatherer session: {}", failure.toString()));
  }

  private void received(Buffer chunk) {
    lastHeardNanos = System.nanoTime();
    if (ended) {
      return;
    }
    try {
      reader.feed(chunk);
      for (Frame frame = reader.next(); frame != null && !ended; frame = reader.next()) {
        frames.accept(frame);
      }
    } catch (ProtocolViolation e) {
      broken.accept(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // The chunk is half read: this connection cannot go on, the next one can.
      log.error("a frame of the gatherer could not be handled", e);
      broken.accept("a frame could not be handled: " + e);
    }
  }

  void welcomed(SessionLimits limits) {
    reader.handshakeDone(limits);
  }

  void send(Frame frame) {
    if (ended) {
      return;
    }
    socket.write(FrameEncoder.encode(frame));
  }

  /** Writes the payload as it is, without a copy. */
  void send(Frame.Rows rows) {
    if (ended) {
      return;
    }
    socket.write(FrameEncoder.rowsHead(rows));
    socket.write(rows.payload());
  }

  /** True when the socket has enough to do; {@code drained} is called once it has not. */
  boolean isFull(Runnable drained) {
    if (!socket.writeQueueFull()) {
      return false;
    }
    socket.drainHandler(v -> drained.run());
    return true;
  }

  long silentNanos(long nowNanos) {
    return nowNanos - lastHeardNanos;
  }

  void onClosed(Runnable closed) {
    socket.closeHandler(v -> closed.run());
  }

  void close() {
    socket.close();
  }

  /** Nothing is sent or heard any more (P-32, P-34); what was sent before is, and it closes. */
  void end() {
    ended = true;
    socket.close();
  }
}
