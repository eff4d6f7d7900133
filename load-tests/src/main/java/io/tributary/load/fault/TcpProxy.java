package io.tributary.load.fault;

import io.tributary.load.process.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * A network between clients and one server that can be disturbed. Faults add up until {@link
 * #heal}.
 *
 * <p>Holds at most 1 MiB per connection and direction; beyond that it stops reading.
 *
 * <p>Thread: any; no call waits for the network.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 1_000;
  private static final Duration AFTER_FAILURE = Duration.ofMillis(5);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Which way bytes go. */
  public enum Direction {
    TO_TARGET,
    FROM_TARGET;

    Direction opposite() {
      return this == TO_TARGET ? FROM_TARGET : TO_TARGET;
    }
  }

  private final ServerSocket server;
  private final InetSocketAddress target;
  private final AtomicReference<NetworkState> state = new AtomicReference<>(NetworkState.HEALTHY);
  private final Set<Passage> passages = ConcurrentHashMap.newKeySet();

  private TcpProxy(ServerSocket server, InetSocketAddress target) {
    this.server = server;
    this.target = target;
  }

  /**
   * A proxy on a free port of 127.0.0.1.
   *
   * @param hostPort the server, {@code host:port}; it is first connected to when a client comes
   */
  public static TcpProxy to(String hostPort) {
    int colon = hostPort.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("'" + hostPort + "' is not host:port");
    }
    InetSocketAddress target =
        new InetSocketAddress(
            hostPort.substring(0, colon), Integer.parseInt(hostPort.substring(colon + 1)));
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      TcpProxy proxy = new TcpProxy(new ServerSocket(0, 64, loopback), target);
      Thread.ofVirtual().name("tcp-proxy").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on 127.0.0.1: " + e.getMessage(), e);
    }
  }

  /** Where clients connect, {@code 127.0.0.1:port}. */
  public String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Resets all connections, and each new one as soon as it is made. */
  public void cut() {
    change(NetworkState::withCut);
    passages.forEach(Passage::reset);
  }

  /** Holds back every byte of both directions for so long; what is held already, too. */
  public void delay(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("the delay is negative: " + time);
    }
    change(now -> now.withDelay(time));
  }

  /**
   * Swallows all bytes of a direction, and with them the news that the sender has closed. The other
   * direction goes on.
   */
  public void drop(Direction direction) {
    change(now -> now.withDropped(direction));
  }

  /** Passes everything again; connections that have lost bytes are reset. */
  public void heal() {
    change(now -> NetworkState.HEALTHY);
    passages.stream().filter(Passage::hasLostBytes).forEach(Passage::reset);
  }

  /** Resets all connections and listens no longer. */
  @Override
  public void close() {
    cut();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + address() + ": " + e.getMessage(), e);
    }
  }

  private void change(UnaryOperator<NetworkState> change) {
    state.updateAndGet(change);
    passages.forEach(Passage::wake);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().name("tcp-proxy-connect").start(() -> connect(client));
      } catch (IOException e) {
        // Closed, a client that was gone at once, or no more file descriptors for a while.
        Await.pause(AFTER_FAILURE);
      }
    }
  }

  private void connect(Socket client) {
    Socket upstream = new Socket();
    Passage passage = new Passage(client, upstream, state::get, passages::remove);
    try {
      if (state.get().cut() || passages.size() >= MAX_CONNECTIONS) {
        passage.reset();
        return;
      }
      upstream.connect(target, (int) CONNECT_TIMEOUT.toMillis());
      passages.add(passage);
      if (state.get().cut()) {
        passage.reset();
        return;
      }
      passage.start();
    } catch (IOException e) {
      passage.reset();
    }
  }
}
