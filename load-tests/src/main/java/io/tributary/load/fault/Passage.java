package io.tributary.load.fault;

import io.tributary.load.fault.TcpProxy.Direction;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One connection of a client and the proxy's own to the server, with a pump each way.
 *
 * <p>Thread: any.
 */
final class Passage {
  private final Socket client;
  private final Socket target;
  private final Pump toTarget;
  private final Pump fromTarget;
  private final Consumer<Passage> gone;
  private final AtomicInteger endedPumps = new AtomicInteger();

  /**
   * @param target not connected yet
   * @param gone told, once or more often, when the connection is over
   */
  Passage(Socket client, Socket target, Supplier<NetworkState> network, Consumer<Passage> gone) {
    this.client = client;
    this.target = target;
    this.gone = gone;
    Pump.Ends ends = new Pump.Ends(this::pumpEnded, this::reset);
    toTarget = new Pump(client, target, Direction.TO_TARGET, network, ends);
    fromTarget = new Pump(target, client, Direction.FROM_TARGET, network, ends);
  }

  /** Begins to pass bytes. */
  void start() throws IOException {
    client.setTcpNoDelay(true);
    target.setTcpNoDelay(true);
    toTarget.start();
    fromTarget.start();
  }

  /** The state of the network has changed. */
  void wake() {
    toTarget.wake();
    fromTarget.wake();
  }

  boolean hasLostBytes() {
    return toTarget.hasLostBytes() || fromTarget.hasLostBytes();
  }

  /** Ends both connections with a reset. */
  void reset() {
    end(true);
  }

  private void pumpEnded() {
    if (endedPumps.incrementAndGet() == 2) {
      end(false);
    }
  }

  private void end(boolean withReset) {
    gone.accept(this);
    toTarget.stop();
    fromTarget.stop();
    close(client, withReset);
    close(target, withReset);
  }

  private static void close(Socket socket, boolean withReset) {
    try {
      if (withReset && !socket.isClosed()) {
        socket.setSoLinger(true, 0);
      }
    } catch (IOException e) {
      // Gone in this very moment; closing it is all there is left to do.
    }
    try {
      socket.close();
    } catch (IOException e) {
      // Nobody is left who could be told.
    }
  }
}
