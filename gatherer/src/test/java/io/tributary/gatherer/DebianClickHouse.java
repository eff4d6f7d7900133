package io.tributary.gatherer;

import io.tributary.sandbox.Ports;
import io.tributary.testservers.TestClickHouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Debian's clickhouse-server as a process of its own, unprivileged, on free loopback ports, with
 * the user that docs/your-own-servers.md shows.
 */
final class DebianClickHouse implements AutoCloseable {
  static final String USER = "tributary";
  static final String PASSWORD = "choose a password";

  /** Its time zone. */
  static final String ZONE = "Asia/Tokyo";

  static final String DATABASE = "analytics";

  private static final Path PAGE = Path.of("..", "docs", "your-own-servers.md");
  private static final Pattern XML = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL);

  private static final String USERS =
      """
      <yandex>
        <profiles><default/></profiles>
        <quotas><default/></quotas>
        <users>
          <default>
            <password></password>
            <networks><ip>127.0.0.1</ip></networks>
            <profile>default</profile>
            <quota>default</quota>
          </default>
        </users>
      </yandex>
      """;

  private final Process process;
  private final int port;

  private DebianClickHouse(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it and waits until it answers. */
  static DebianClickHouse start(Path folder) throws IOException {
    int port = Ports.free();
    Files.createDirectories(folder.resolve("users.d"));
    Files.writeString(folder.resolve("users.xml"), USERS);
    Files.writeString(folder.resolve("users.d").resolve("tributary.xml"), documentedUser());
    Path config = Files.writeString(folder.resolve("config.xml"), config(folder, port));
    ProcessBuilder builder =
        new ProcessBuilder("clickhouse-server", "--config-file=" + config)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.out").toFile());
    builder.environment().put("TZ", ZONE);
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    DebianClickHouse server = new DebianClickHouse(process, port);
    server.awaitAnswer(folder);
    return server;
  }

  private static String documentedUser() throws IOException {
    Matcher block = XML.matcher(Files.readString(PAGE));
    if (!block.find()) {
      throw new IllegalStateException(PAGE + " shows no user as XML");
    }
    return block.group(1);
  }

  private static String config(Path folder, int port) throws IOException {
    return """
    <yandex>
      <logger>
        <level>warning</level>
        <log>%1$s/server.log</log>
        <errorlog>%1$s/server.log</errorlog>
      </logger>
      <listen_host>127.0.0.1</listen_host>
      <http_port>%2$d</http_port>
      <tcp_port>%3$d</tcp_port>
      <path>%1$s/data/</path>
      <tmp_path>%1$s/tmp/</tmp_path>
      <users_config>users.xml</users_config>
      <default_profile>default</default_profile>
      <default_database>default</default_database>
      <mark_cache_size>67108864</mark_cache_size>
      <keep_alive_timeout>3</keep_alive_timeout>
    </yandex>
    """
        .formatted(folder.toAbsolutePath(), port, Ports.free());
  }

  private void awaitAnswer(Path folder) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      try {
        admin().query("SELECT 1");
        return;
      } catch (UncheckedIOException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IOException(
              "clickhouse-server does not start: " + Files.readString(folder.resolve("server.out")),
              e);
        }
        LockSupport.parkNanos(20_000_000);
      }
    }
  }

  /** It as its administrator sees it. */
  TestClickHouse admin() {
    return new TestClickHouse("http://127.0.0.1:" + port, "default", "");
  }

  /** It as the documented user sees it. */
  TestClickHouse user() {
    return new TestClickHouse("http://127.0.0.1:" + port, USER, PASSWORD);
  }

  /** Connections to its HTTP port that are open at this moment, of whatever process. */
  long connections() throws IOException {
    String remote = "%08X:%04X".formatted(0x0100007F, port);
    String established = " 01 ";
    try (var lines = Files.lines(Path.of("/proc/self/net/tcp"))) {
      return lines
          .filter(line -> line.contains(" " + remote + established) && line.contains(remote))
          .count();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
