package io.tributary.connector.telemetry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows why one datasource does not flow. Waiting for partitions is not among the reasons: another
 * connector of the group may have all of them. Time is an argument; any thread.
 */
final class PipelineHealth {

  /** A shorter pause is back-pressure at work. */
  static final Duration PAUSE_PATIENCE = Duration.ofSeconds(30);

  /** A shorter silence is a broker that restarts. */
  static final Duration KAFKA_PATIENCE = Duration.ofSeconds(10);

  /** A shorter wait for a schema is a registry at work. */
  static final Duration SCHEMA_PATIENCE = Duration.ofSeconds(5);

  private enum Phase {
    STARTING,
    RUNNING,
    STOPPING
  }

  /** A state that should not last: since when, and why if somebody said so. */
  private record Trouble(long sinceNanos, String message) {
    static Trouble more(@Nullable Trouble before, String message, long nowNanos) {
      return new Trouble(before == null ? nowNanos : before.sinceNanos, message);
    }

    boolean lasts(Duration patience, long nowNanos) {
      return nowNanos - sinceNanos >= patience.toNanos();
    }

    long seconds(long nowNanos) {
      return TimeUnit.NANOSECONDS.toSeconds(nowNanos - sinceNanos);
    }
  }

  private final String datasource;
  private Phase phase = Phase.STARTING;
  private @Nullable Trouble disconnected;
  private @Nullable Trouble paused;
  private @Nullable Trouble kafka;
  private @Nullable Trouble schemas;
  private String denied = "";
  private Supplier<String> whyNoSchemas = () -> "";

  PipelineHealth(String datasource) {
    this.datasource = datasource;
  }

  synchronized void started() {
    phase = Phase.RUNNING;
  }

  synchronized void stopping() {
    phase = Phase.STOPPING;
  }

  synchronized void connected() {
    disconnected = null;
  }

  synchronized void disconnected(long nowNanos) {
    disconnected = Trouble.more(disconnected, "", nowNanos);
  }

  synchronized void paused(long nowNanos) {
    paused = Trouble.more(paused, "", nowNanos);
  }

  synchronized void resumed() {
    paused = null;
  }

  synchronized void kafkaHeard() {
    kafka = null;
  }

  synchronized void kafkaUnheard(String message, long nowNanos) {
    kafka = Trouble.more(kafka, message, nowNanos);
  }

  synchronized void awaitsSchemas(Supplier<String> why, long nowNanos) {
    schemas = Trouble.more(schemas, "", nowNanos);
    whyNoSchemas = why;
  }

  synchronized void hasSchemas() {
    schemas = null;
  }

  synchronized void denied(String line) {
    denied = line;
  }

  /** The reasons, one line each; empty while rows flow or nothing keeps them from it. */
  synchronized List<String> reasons(long nowNanos) {
    return switch (phase) {
      case STARTING -> List.of("datasource " + datasource + ": starting");
      case STOPPING -> List.of("datasource " + datasource + ": stopping");
      case RUNNING -> troubles(nowNanos);
    };
  }

  private List<String> troubles(long nowNanos) {
    List<String> lines = new ArrayList<>();
    Trouble noSession = disconnected;
    if (noSession != null) {
      lines.add(line("no gatherer session for %d s", noSession, nowNanos));
    }
    Trouble noVerdicts = paused;
    if (noVerdicts != null && noVerdicts.lasts(PAUSE_PATIENCE, nowNanos)) {
      lines.add(
          line("paused for %d s, because what was sent gets no verdict", noVerdicts, nowNanos));
    }
    Trouble silence = kafka;
    if (silence != null && silence.lasts(KAFKA_PATIENCE, nowNanos)) {
      lines.add(line("Kafka has not answered for %d s: ", silence, nowNanos) + silence.message());
    }
    Trouble noSchema = schemas;
    if (noSchema != null && noSchema.lasts(SCHEMA_PATIENCE, nowNanos)) {
      lines.add(
          line("records have waited for a schema for %d s: ", noSchema, nowNanos)
              + whyNoSchemas.get());
    }
    if (!denied.isEmpty()) {
      lines.add("datasource " + datasource + ": " + denied);
    }
    return lines;
  }

  private String line(String what, Trouble trouble, long nowNanos) {
    return "datasource " + datasource + ": " + what.formatted(trouble.seconds(nowNanos));
  }
}
