package io.tributary.cli.quickstart;

import io.tributary.load.process.SqlClient;
import io.tributary.sandbox.EngineInstall;
import io.tributary.sandbox.KafkaServer;
import io.tributary.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka and ClickHouse for a quickstart: both from the sandbox, or Kafka from the sandbox and a
 * ClickHouse server of one's own.
 *
 * @param sandbox null when ClickHouse is one's own
 */
record QuickstartServers(@Nullable Sandbox sandbox, KafkaServer kafka, SqlClient clickHouse)
    implements AutoCloseable {

  /** Told what was started, where, and how long it took. */
  interface Steps {
    void step(String name, String what, long nanos);
  }

  static QuickstartServers start(Path work, Steps steps, Consumer<String> progress) {
    String own = System.getenv("CLICKHOUSE_URL");
    QuickstartServers servers =
        own == null ? embedded(work, steps, progress) : withOwn(own, work, steps);
    servers
        .clickHouse()
        .query("CREATE DATABASE IF NOT EXISTS " + QuickstartProject.DATABASE + engine(own));
    return servers;
  }

  private static String engine(@Nullable String own) {
    // In the embedded engine only Atomic databases give their tables a uuid.
    return own == null ? " ENGINE = Atomic" : "";
  }

  private static QuickstartServers embedded(Path work, Steps steps, Consumer<String> progress) {
    Path unused = EngineInstall.ensure(progress);
    long began = System.nanoTime();
    Sandbox sandbox = Sandbox.start(work.resolve("sandbox"));
    long nanos = System.nanoTime() - began;
    steps.step("Kafka", "at " + sandbox.kafka().bootstrapServers(), nanos);
    steps.step("ClickHouse", "at " + sandbox.clickHouse().url(), nanos);
    return new QuickstartServers(
        sandbox, sandbox.kafka(), new SqlClient(sandbox.clickHouse().url(), "", ""));
  }

  private static QuickstartServers withOwn(String url, Path work, Steps steps) {
    long began = System.nanoTime();
    SqlClient clickHouse =
        new SqlClient(url, environment("CLICKHOUSE_USER"), environment("CLICKHOUSE_PASSWORD"));
    String version = clickHouse.query("SELECT version()");
    steps.step("ClickHouse", version + " of yours at " + url, System.nanoTime() - began);
    clickHouse.query(
        "DROP TABLE IF EXISTS " + QuickstartProject.DATABASE + "." + QuickstartProject.TABLE);
    KafkaServer kafka = KafkaServer.start(work.resolve("sandbox"));
    steps.step("Kafka", "at " + kafka.bootstrapServers(), System.nanoTime() - began);
    return new QuickstartServers(null, kafka, clickHouse);
  }

  private static String environment(String name) {
    return Objects.requireNonNullElse(System.getenv(name), "");
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** What a gatherer has to be told to reach this ClickHouse. */
  Map<String, String> clickHouseSettings() {
    return clickHouse.user().isEmpty()
        ? Map.of()
        : Map.of(
            "CLICKHOUSE_USER", clickHouse.user(),
            "CLICKHOUSE_PASSWORD", clickHouse.password());
  }

  @Override
  public void close() {
    if (sandbox != null) {
      sandbox.close();
    } else {
      kafka.stop();
    }
  }
}
