package io.tributary.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of servers that must come back on the same one.
 *
 * <p>They are taken from below the range from which systems number outgoing connections. Within it,
 * a client that keeps trying to reach a stopped server on loopback sooner or later is given that
 * very port as its own, connects to itself, and the server cannot start again.
 */
final class Ports {
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 31_999;
  private static final int ATTEMPTS = 200;

  private Ports() {}

  /** The port written in a file, or a free one that is then written there. */
  static int remembered(Path file) throws IOException {
    if (Files.exists(file)) {
      return Integer.parseInt(Files.readString(file).strip());
    }
    int port = free();
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, port + "\n");
    return port;
  }

  private static int free() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(loopback, port), 1);
        return port;
      } catch (IOException e) {
        // Taken; the next one may be free.
      }
    }
    throw new IOException("no free port between " + LOWEST + " and " + HIGHEST);
  }
}
