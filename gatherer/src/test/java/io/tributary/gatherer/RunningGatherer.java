package io.tributary.gatherer;

import io.tributary.service.settings.Address;
import io.tributary.service.settings.SettingsReader;
import io.tributary.testservers.TestClickHouse;
import io.tributary.testservers.TestServers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A gatherer in this JVM, against the ClickHouse that all tests share. */
final class RunningGatherer implements AutoCloseable {
  static final String DATABASE = "gatherer_it";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Gatherer gatherer;
  private final InetSocketAddress listen;
  private final String management;
  private final String events;

  private RunningGatherer(Map<String, String> settings) {
    gatherer = new Gatherer(vertx, GathererSettings.read(SettingsReader.of(settings, null)));
    String[] ready = get(gatherer.start()).split(" ", -1);
    Address address = Address.parse(ready[0].substring("listen=".length()));
    listen = new InetSocketAddress(address.host(), address.port());
    management = ready[1].substring("management=".length());
    events = ready.length > 2 ? ready[2].substring("http=".length()) : "";
  }

  /** Starts one; settings come in pairs of name and value. */
  static RunningGatherer start(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("GATHERER_LISTEN", "127.0.0.1:0");
    all.put("GATHERER_MANAGEMENT_LISTEN", "127.0.0.1:0");
    all.putAll(clickHouse().settings());
    all.put("CLICKHOUSE_DATABASE", DATABASE);
    all.put("FLUSH_INTERVAL", "100ms");
    all.put("RETRY_MAX_DELAY", "500ms");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return new RunningGatherer(all);
  }

  static TestClickHouse clickHouse() {
    return TestServers.shared().clickHouse();
  }

  /** A number that a query gives, from the gatherer's database. */
  static long number(String expression, String table) {
    return Long.parseLong(
        clickHouse().query("SELECT " + expression + " FROM " + DATABASE + "." + table));
  }

  InetSocketAddress listen() {
    return listen;
  }

  /** Host and port of the Events API; empty without. */
  String events() {
    return events;
  }

  TestConnector connect() throws IOException {
    return TestConnector.welcomed(listen, "");
  }

  /** The value of a metric, by its name (over all labels) or its name and labels. */
  double metric(String line) throws IOException, InterruptedException {
    return look("/metrics")
        .lines()
        .filter(text -> text.startsWith(line + " ") || text.startsWith(line + "{"))
        .mapToDouble(text -> Double.parseDouble(text.substring(text.lastIndexOf(' '))))
        .sum();
  }

  /** What the management port answers. */
  String look(String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create("http://" + management + path)).build(),
            BodyHandlers.ofString())
        .body();
  }

  /** Waits until the metric is at least {@code wanted}. */
  void awaitMetric(String line, double wanted) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (metric(line) < wanted) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException(line + " is " + metric(line) + ", not " + wanted);
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** Waits until the metric is 0. */
  void awaitNoMore(String line) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (metric(line) > 0) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException(line + " is " + metric(line) + ", not 0");
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** Ends it as a crash does: nothing is drained, nothing is saved. */
  void kill() {
    get(vertx.close());
  }

  Future<Void> stop() {
    return gatherer.stop();
  }

  @Override
  public void close() {
    get(gatherer.stop());
    get(vertx.close());
  }

  static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
