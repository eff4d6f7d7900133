package io.tributary.gatherer.telemetry;

import io.tributary.gatherer.insert.InsertOutcome;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether ClickHouse takes rows, from what became of inserts and of a question that is asked
 * now and then. One stuck table is not its subject as long as others are stored. Time is an
 * argument; any thread.
 */
final class ClickHouseHealth {

  /** Shorter outages are ClickHouse's restarts and nobody's business. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The row of failures of one table: its first one's time and its last one's message. */
  private record Failing(long sinceNanos, String message) {}

  private final Map<String, Failing> failing = new HashMap<>();
  private @Nullable Failing silent;
  private long tookRowsNanos;

  ClickHouseHealth(long nowNanos) {
    tookRowsNanos = nowNanos;
  }

  /** An attempt to insert has ended. */
  synchronized void attempted(String table, InsertOutcome outcome, long nowNanos) {
    switch (outcome) {
      case InsertOutcome.Stored stored -> answered(table, nowNanos);
      case InsertOutcome.Refused refused -> answered(table, nowNanos);
      case InsertOutcome.TableChanged changed -> answered(table, nowNanos);
      case InsertOutcome.TooManyPartitions many -> answered(table, nowNanos);
      case InsertOutcome.SettingDenied denied -> failed(table, denied.message(), nowNanos);
      case InsertOutcome.NotSent unsent -> failed(table, unsent.message(), nowNanos);
      case InsertOutcome.Unavailable unavailable -> failed(table, unavailable.message(), nowNanos);
      case InsertOutcome.Unknown unknown -> failed(table, unknown.message(), nowNanos);
    }
  }

  /** No insert of the table is repeated any more: its rows were stored, or their senders told. */
  synchronized void settled(String table) {
    failing.remove(table);
  }

  private void answered(String table, long nowNanos) {
    failing.remove(table);
    silent = null;
    tookRowsNanos = nowNanos;
  }

  private void failed(String table, String message, long nowNanos) {
    Failing before = failing.get(table);
    failing.put(table, new Failing(before == null ? nowNanos : before.sinceNanos(), message));
  }

  /** ClickHouse has answered a question. */
  synchronized void heard() {
    silent = null;
  }

  /** ClickHouse has not answered a question. */
  synchronized void unheard(String message, long nowNanos) {
    Failing before = silent;
    silent = new Failing(before == null ? nowNanos : before.sinceNanos(), message);
  }

  /** Tables whose insert is being repeated. */
  synchronized int tablesRetrying() {
    return failing.size();
  }

  /** Why no rows can be taken over by ClickHouse, one line each; empty when they can. */
  synchronized List<String> reasons(long nowNanos) {
    Failing longest =
        failing.values().stream()
            .filter(table -> table.sinceNanos() - tookRowsNanos >= 0)
            .min(Comparator.comparingLong(table -> table.sinceNanos() - nowNanos))
            .orElse(null);
    if (longest != null && nowNanos - longest.sinceNanos() >= PATIENCE.toNanos()) {
      return List.of(
          line("ClickHouse has stored nothing for", longest.sinceNanos(), nowNanos, longest));
    }
    Failing question = silent;
    if (question != null && nowNanos - question.sinceNanos() >= PATIENCE.toNanos()) {
      return List.of(
          line("ClickHouse has not answered for", question.sinceNanos(), nowNanos, question));
    }
    return List.of();
  }

  private static String line(String what, long sinceNanos, long nowNanos, Failing failure) {
    return "%s %d s: %s"
        .formatted(what, TimeUnit.NANOSECONDS.toSeconds(nowNanos - sinceNanos), failure.message());
  }
}
