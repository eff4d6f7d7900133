package io.tributary.load.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.fault.TcpProxy.Direction;
import io.tributary.load.process.Await;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // set before each test
class TcpProxyTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int SILENCE_MILLIS = 100;

  private EchoServer server;
  private TcpProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = new EchoServer();
    proxy = TcpProxy.to(server.address());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void bytesAndTheEndPassBothWays() throws IOException {
    try (Socket client = client()) {
      byte[] sent = new byte[3 << 20];
      for (int i = 0; i < sent.length; i++) {
        sent[i] = (byte) (i * 31 + i / 257);
      }
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  client.getOutputStream().write(sent);
                  client.shutdownOutput();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertEquals(ByteBuffer.wrap(sent), ByteBuffer.wrap(client.getInputStream().readAllBytes()));
    }
  }

  @Test
  void cutResetsConnectionsAndEachNewOneUntilHealed() throws IOException {
    try (Socket client = client()) {
      assertEquals('a', echo(client, 'a'));
      proxy.cut();
      assertThrows(IOException.class, () -> echo(client, 'b'));
    }
    assertThrows(IOException.class, () -> echo(client(), 'c'));
    proxy.heal();
    try (Socket client = client()) {
      assertEquals('d', echo(client, 'd'));
    }
  }

  @Test
  void delayHoldsEachDirectionBack() throws IOException {
    try (Socket client = client()) {
      proxy.delay(Duration.ofMillis(150));
      long start = System.nanoTime();
      assertEquals('a', echo(client, 'a'));
      assertTrue(System.nanoTime() - start >= Duration.ofMillis(300).toNanos());
    }
  }

  @Test
  void healingLetsDelayedBytesGo() throws IOException {
    try (Socket client = client()) {
      proxy.delay(Duration.ofHours(1));
      client.getOutputStream().write('a');
      assertSilent(client);
      proxy.heal();
      assertEquals('a', client.getInputStream().read());
    }
  }

  @Test
  void delayStopsReadingAtItsBound() throws IOException {
    proxy.delay(Duration.ofHours(1));
    try (SocketChannel client = SocketChannel.open(address())) {
      client.configureBlocking(false);
      long accepted = 0;
      long deadline = System.nanoTime() + LIMIT.toNanos();
      long lastProgressNanos = System.nanoTime();
      while (accepted < Pump.BOUND_BYTES
          || System.nanoTime() - lastProgressNanos < Duration.ofMillis(300).toNanos()) {
        assertTrue(System.nanoTime() < deadline, "after " + LIMIT + " only " + accepted + " bytes");
        int count = client.write(ByteBuffer.allocate(64 << 10));
        if (count > 0) {
          accepted += count;
          lastProgressNanos = System.nanoTime();
          assertTrue(accepted < 256L << 20, "the proxy goes on reading");
        } else {
          Await.pause(Duration.ofMillis(5));
        }
      }
      assertEquals(0, server.receivedBytes());
    }
  }

  @Test
  void droppedAnswersAreNeverSeenAndTheConnectionEndsWhenHealed() throws IOException {
    try (Socket client = client()) {
      assertEquals('a', echo(client, 'a'));
      proxy.drop(Direction.FROM_TARGET);
      client.getOutputStream().write('b');
      Await.until("the request arrives", LIMIT, () -> server.receivedBytes() == 2);
      server.hangUp();
      assertSilent(client);
      // What is written to a server that has gone is not answered by a reset either.
      client.getOutputStream().write('c');
      client.getOutputStream().write('d');
      assertSilent(client);
      proxy.heal();
      assertEnded(client);
    }
  }

  @Test
  void droppedRequestsNeverArriveAndTheConnectionEndsWhenHealed() throws IOException {
    try (Socket client = client();
        Socket untouched = client()) {
      assertEquals('a', echo(client, 'a'));
      assertEquals('b', echo(untouched, 'b'));
      proxy.drop(Direction.TO_TARGET);
      client.getOutputStream().write('c');
      assertSilent(client);
      assertEquals(2, server.receivedBytes());
      proxy.heal();
      assertEnded(client);
      assertEquals('d', echo(untouched, 'd'));
    }
  }

  @Test
  void serverThatIsAwayLooksLikeAReset() throws IOException {
    server.close();
    assertThrows(IOException.class, () -> echo(client(), 'a'));
  }

  private InetSocketAddress address() {
    String[] parts = proxy.address().split(":", -1);
    return new InetSocketAddress(parts[0], Integer.parseInt(parts[1]));
  }

  private Socket client() throws IOException {
    Socket socket = new Socket();
    socket.connect(address());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) LIMIT.toMillis());
    return socket;
  }

  private static int echo(Socket client, int value) throws IOException {
    client.getOutputStream().write(value);
    int answer = client.getInputStream().read();
    if (answer < 0) {
      throw new IOException("the connection has ended");
    }
    return answer;
  }

  private static void assertSilent(Socket client) throws IOException {
    client.setSoTimeout(SILENCE_MILLIS);
    assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
    client.setSoTimeout((int) LIMIT.toMillis());
  }

  private static void assertEnded(Socket client) {
    IOException ended = assertThrows(IOException.class, () -> echo(client, 'z'));
    assertTrue(!(ended instanceof SocketTimeoutException), "the connection is still open");
  }
}
