package io.tributary.load.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Notes each request and answers with its user and the length of its body. */
final class ToyClickHouse implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> stored = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  ToyClickHouse() throws IOException {
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 16);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Raw query strings of the requests that it has answered with 200. */
  List<String> stored() {
    return stored;
  }

  void answerWith(int newStatus) {
    status = newStatus;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      long bytes = 0;
      byte[] buffer = new byte[64 << 10];
      for (int n = 0; n >= 0; n = exchange.getRequestBody().read(buffer)) {
        bytes += n;
      }
      int now = status;
      if (now == 200) {
        stored.add(exchange.getRequestURI().getRawQuery());
      } else {
        exchange.getResponseHeaders().set("X-ClickHouse-Exception-Code", "62");
      }
      exchange.getResponseHeaders().set("X-ClickHouse-Summary", "{}");
      String user = exchange.getRequestHeaders().getFirst("X-ClickHouse-User");
      byte[] answer = (user + " " + bytes).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(now, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
