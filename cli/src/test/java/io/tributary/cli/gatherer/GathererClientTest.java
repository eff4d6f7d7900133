package io.tributary.cli.gatherer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.tributary.service.settings.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GathererClientTest {
  @Test
  void problemMovesNoCursor() throws IOException {
    byte[] problem = "bad \u001b[2J row\nsecond line\n".getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/quarantine",
        exchange -> {
          exchange.sendResponseHeaders(422, problem.length);
          exchange.getResponseBody().write(problem);
          exchange.close();
        });
    server.start();
    try (GathererClient client =
        new GathererClient(Address.parse("127.0.0.1:" + server.getAddress().getPort()), "")) {
      GathererException told = assertThrows(GathererException.class, () -> client.get(""));
      assertEquals("bad \\u001b[2J row\\u000asecond line", told.getMessage());
    } finally {
      server.stop(0);
    }
  }
}
