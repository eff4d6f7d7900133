package io.tributary.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
  private Path file;

  @BeforeEach
  void setUp(@TempDir Path folder) {
    file = folder.resolve("home/port");
  }

  @Test
  void aServerComesBackOnItsPort() throws IOException {
    int port = Ports.remembered(file);

    assertEquals(port, Ports.remembered(file));
  }

  @Test
  void aRememberedPortThatAnotherTookIsReplacedForGood() throws IOException {
    int port = Ports.remembered(file);

    try (ServerSocket other = listen(port)) {
      assertNotEquals(other.getLocalPort(), Ports.remembered(file));
    }

    assertNotEquals("" + port, Files.readString(file).strip());
  }

  @Test
  void noPortIsHandedOutTwice() throws IOException {
    Set<Integer> ports = new HashSet<>();

    for (int i = 0; i < 500; i++) {
      assertTrue(ports.add(Ports.free()));
    }
  }

  @Test
  void portsAreBelowThoseOfOutgoingConnectionsWhereThereIsRoom() {
    assertEquals(32_000, Ports.end(32_768));
    assertEquals(25_000, Ports.end(25_000));
    assertEquals(32_000, Ports.end(1_024));
  }

  @Test
  void aServerWhosePortAnotherTookMeanwhileStartsOnAnotherPort() throws IOException {
    List<ServerSocket> others = new ArrayList<>();
    List<Integer> tried = new ArrayList<>();

    int served =
        Ports.serve(
            List.of(file),
            ports -> {
              tried.add(ports.getFirst());
              if (tried.size() < 3) {
                others.add(listen(ports.getFirst()));
                throw new SandboxException("cannot bind");
              }
              return ports.getFirst();
            });

    for (ServerSocket other : others) {
      other.close();
    }
    assertEquals(3, Set.copyOf(tried).size());
    assertEquals(served, tried.getLast());
  }

  @Test
  void aServerThatFailsForAnotherReasonIsNotTriedAgain() {
    List<Integer> tried = new ArrayList<>();

    SandboxException failed =
        assertThrows(
            SandboxException.class,
            () ->
                Ports.serve(
                    List.of(file),
                    ports -> {
                      tried.addAll(ports);
                      throw new SandboxException("no disk");
                    }));

    assertEquals("no disk", failed.getMessage());
    assertEquals(1, tried.size());
  }

  private static ServerSocket listen(int port) {
    try {
      return new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
