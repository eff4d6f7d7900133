package io.tributary.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * Ports on 127.0.0.1 for servers that must come back on the same one.
 *
 * <p>They are taken from below the range from which the system numbers outgoing connections. Within
 * it, a client that keeps trying to reach a stopped server on loopback sooner or later is given
 * that very port as its own, connects to itself, and the server cannot start again.
 *
 * <p>Thread: any.
 */
public final class Ports {
  private static final Path OUTGOING = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final int USUAL_FIRST_OUTGOING = 32_768;
  private static final int WIDTH = 12_000;
  private static final int LOWEST = 10_000;
  private static final int ATTEMPTS = 200;
  private static final int STARTS = 3;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  /** A port is free until its server listens, so what was handed out is not handed out again. */
  private static final Set<Integer> HANDED_OUT = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /**
   * A port on which nobody listens and which this JVM was not given before.
   *
   * @throws IOException if 200 tries find none
   */
  public static int free() throws IOException {
    int end = end(firstOutgoing());
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = ThreadLocalRandom.current().nextInt(end - WIDTH, end);
      if (isFree(port) && HANDED_OUT.add(port)) {
        return port;
      }
    }
    throw new IOException("no free port between " + (end - WIDTH) + " and " + (end - 1));
  }

  /**
   * The port written in a file; where there is none, or somebody else listens on it by now, a free
   * one that is then written there.
   */
  static int remembered(Path file) throws IOException {
    if (Files.exists(file)) {
      int port = Integer.parseInt(Files.readString(file).strip());
      if (isFree(port)) {
        return port;
      }
    }
    int port = free();
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, port + "\n");
    return port;
  }

  /**
   * Starts a server on the ports remembered in these files. If it does not start and another took
   * one of its ports meanwhile, it is tried again with a new one, 3 times in all.
   *
   * @param start given a port for each file, in their order
   * @throws SandboxException what the last try threw
   */
  static <T> T serve(List<Path> files, Function<List<Integer>, T> start) throws IOException {
    for (int left = STARTS - 1; ; left--) {
      List<Integer> ports = new ArrayList<>();
      for (Path file : files) {
        ports.add(remembered(file));
      }
      try {
        return start.apply(ports);
      } catch (SandboxException e) {
        if (left == 0 || ports.stream().allMatch(Ports::isFree)) {
          throw e;
        }
      }
    }
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Where the range ends from which ports are taken; the whole range is above {@link #LOWEST}. */
  static int end(int firstOutgoing) {
    return firstOutgoing - WIDTH >= LOWEST ? Math.min(firstOutgoing, 32_000) : 32_000;
  }

  private static int firstOutgoing() {
    try {
      return Integer.parseInt(Files.readString(OUTGOING).strip().split("\\s+", -1)[0]);
    } catch (IOException | NumberFormatException e) {
      return USUAL_FIRST_OUTGOING;
    }
  }
}
