package io.tributary.load.run;

import io.tributary.load.measure.LatencyFigures;
import io.tributary.load.measure.VisibleLatency;
import io.tributary.load.process.Await;
import io.tributary.load.process.SqlClient;
import io.tributary.load.process.SqlClient.SqlException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks again and again which offsets a query can see. To cost ClickHouse little, each look asks
 * for the names of the active parts and reads the offsets of those that it has not read yet. A part
 * that was merged away between the two questions is read as a part of the merged one, in the next
 * look.
 *
 * <p>Thread: one of its own, between {@link #start} and {@link #close}; {@link #figures} and {@link
 * #problem} afterwards.
 */
final class VisibilityProbe implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(25);

  private final RunTables tables;
  private final VisibleLatency latency;
  private final Thread thread = Thread.ofPlatform().name("probe").unstarted(this::run);
  private Map<String, Set<String>> read = new HashMap<>();
  private volatile boolean ended;
  private volatile @Nullable RuntimeException failure;

  VisibilityProbe(RunTables tables, VisibleLatency latency) {
    this.tables = tables;
    this.latency = latency;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!ended) {
        lookUnlessAway();
        Await.pause(LOOK_EVERY);
      }
      lookUnlessAway();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void lookUnlessAway() {
    try {
      look();
    } catch (SqlException e) {
      if (!e.isOutage()) {
        throw e;
      }
      // ClickHouse is away: nobody can see anything, and the next look says how long that was.
    }
  }

  private void look() {
    long startNanos = System.nanoTime();
    Map<String, Set<String>> active = activeParts();
    List<Seen> seen = new ArrayList<>();
    for (int topic = 0; topic < tables.names().size(); topic++) {
      String name = tables.names().get(topic);
      Set<String> fresh = new HashSet<>(active.getOrDefault(name, Set.of()));
      fresh.removeAll(read.getOrDefault(name, Set.of()));
      if (!fresh.isEmpty()) {
        seen.addAll(offsets(topic, name, fresh));
      }
    }
    latency.looked(startNanos, System.nanoTime());
    seen.forEach(one -> latency.visible(one.topic(), one.partition(), one.offset()));
    read = active;
  }

  private Map<String, Set<String>> activeParts() {
    Map<String, Set<String>> parts = new HashMap<>();
    clickHouse()
        .query(
            "SELECT table, name FROM system.parts WHERE active AND database = '"
                + RunTables.DATABASE
                + "' FORMAT TSV")
        .lines()
        .map(line -> line.split("\t", -1))
        .forEach(part -> parts.computeIfAbsent(part[0], _ -> new HashSet<>()).add(part[1]));
    return parts;
  }

  private List<Seen> offsets(int topic, String name, Set<String> parts) {
    return clickHouse()
        .query(
            "SELECT __partition, max(__offset) FROM "
                + RunTables.DATABASE
                + "."
                + name
                + " WHERE _part IN ('"
                + String.join("', '", parts)
                + "') GROUP BY __partition FORMAT TSV")
        .lines()
        .map(line -> line.split("\t", -1))
        .map(row -> new Seen(topic, Integer.parseInt(row[0]), Long.parseLong(row[1])))
        .toList();
  }

  private SqlClient clickHouse() {
    return tables.clickHouse();
  }

  @Override
  public void close() {
    stop();
  }

  /** Ends it after a last look. */
  void stop() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What it found, once stopped; empty if there is a {@link #problem}. */
  Optional<LatencyFigures> figures() {
    return failure == null ? latency.figures() : Optional.empty();
  }

  /** Why there is no latency, a sentence; empty if there is one. Once stopped. */
  Optional<String> problem() {
    RuntimeException failed = failure;
    if (failed != null) {
      return Optional.of(
          "%s was not measured, for the offsets in the tables could not be read: %s"
              .formatted(
                  LatencyFigures.PRODUCE_VISIBLE,
                  String.valueOf(failed.getMessage()).lines().findFirst().orElse("")));
    }
    return latency.figures().isPresent()
        ? Optional.empty()
        : Optional.of(
            LatencyFigures.PRODUCE_VISIBLE + " was not measured, for no query saw a measured row.");
  }

  private record Seen(int topic, int partition, long offset) {}
}
