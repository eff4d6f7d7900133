package io.tributary.sandbox.clickhouse;

import io.tributary.sandbox.child.Posix;
import io.tributary.sandbox.clickhouse.engine.Engine;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Main class of a ClickHouse server: {@code ClickHouseProcess PORT LIBRARY FOLDER SPOOL}.
 *
 * <p>Opens the engine on {@code FOLDER/data} and serves HTTP on 127.0.0.1. With the environment
 * variable {@value #PASSWORD} set, requests need the password. SIGTERM lets running statements end.
 */
public final class ClickHouseProcess {
  /** Environment variable: the password of the user {@code default}; unset lets everybody in. */
  public static final String PASSWORD = "TRIBUTARY_SANDBOX_CLICKHOUSE_PASSWORD";

  /** Inserts, and likewise queries, that run at a time. */
  private static final int LANE_SIZE = 4;

  private static final String CONFIG = "config.xml";

  private ClickHouseProcess() {}

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    Path folder = Path.of(args[2]);
    Files.createDirectories(folder);
    Engine engine = Engine.open(Path.of(args[1]), folder.resolve("data"), config(folder));
    Spool spool = Spool.open(Path.of(args[3]));
    Lanes lanes = new Lanes(engine, spool, LANE_SIZE);

    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    String password = System.getenv(PASSWORD);
    Credentials credentials = new Credentials("default", password == null ? "" : password);
    HttpFront front = new HttpFront(vertx, spool, lanes, credentials, engine);
    HttpServer server =
        vertx
            .createHttpServer(options(port))
            .requestHandler(front::handle)
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> shutDown(server, lanes, engine, spool), "shutdown"));
    System.out.println("READY url=http://127.0.0.1:" + port + " version=" + engine.version());
  }

  private static HttpServerOptions options(int port) {
    return new HttpServerOptions()
        .setHost("127.0.0.1")
        .setPort(port)
        .setHttp2ClearTextEnabled(false)
        .setCompressionSupported(true)
        .setHandle100ContinueAutomatically(true)
        .setMaxInitialLineLength(1 << 20)
        .setMaxHeaderSize(64 << 10);
  }

  /** The engine reads its limits from a file. */
  private static Path config(Path folder) throws IOException {
    Path file = folder.resolve(CONFIG);
    try (var in = ClickHouseProcess.class.getResourceAsStream(CONFIG)) {
      if (in == null) {
        throw new IOException("the resource " + CONFIG + " is missing");
      }
      Files.write(file, in.readAllBytes());
    }
    return file;
  }

  // The process ends here; what cannot be closed in order is left to the system.
  private static void shutDown(HttpServer server, Lanes lanes, Engine engine, Spool spool) {
    try {
      // Requests that run get their answer; idle connections are closed.
      server
          .shutdown(3, TimeUnit.SECONDS)
          .toCompletionStage()
          .toCompletableFuture()
          .get(5, TimeUnit.SECONDS);
      lanes.close();
      engine.close();
      spool.delete();
    } catch (Throwable e) {
      System.out.println("Not closed in order: " + e);
    } finally {
      // The library's exit handlers may crash.
      Posix.exitNow();
    }
  }
}
