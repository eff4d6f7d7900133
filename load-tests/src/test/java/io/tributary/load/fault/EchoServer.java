package io.tributary.load.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Sends back what it receives, on a free port of 127.0.0.1. */
final class EchoServer implements AutoCloseable {
  private final ServerSocket server;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong received = new AtomicLong();

  EchoServer() throws IOException {
    server = new ServerSocket(0, 16, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    Thread.ofVirtual().start(this::accept);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  long receivedBytes() {
    return received.get();
  }

  /** Closes the connections it has. */
  void hangUp() {
    for (Socket connection : connections) {
      try {
        connection.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = server.accept();
        connections.add(connection);
        Thread.ofVirtual().start(() -> echo(connection));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void echo(Socket connection) {
    byte[] buffer = new byte[8192];
    try (connection) {
      InputStream in = connection.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        received.addAndGet(count);
        connection.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException e) {
      // The other side is gone.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    hangUp();
  }
}
