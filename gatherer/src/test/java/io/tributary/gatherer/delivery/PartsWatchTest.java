package io.tributary.gatherer.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.insert.InsertOutcome;
import io.tributary.gatherer.schema.PartsCensus.Answer;
import io.tributary.gatherer.table.FlushLimits;
import io.tributary.gatherer.table.PartsLimits;
import io.tributary.gatherer.table.PartsReading;
import io.tributary.gatherer.telemetry.GathererMeters;
import io.tributary.service.telemetry.Meters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class PartsWatchTest {
  private static final PartsReading FULL =
      new PartsReading(50, 50, new PartsLimits(1_000, 50, 100_000));

  private final List<String> woken = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<Set<String>> asked = new ArrayList<>();
  private final LanePressure busy = lane("busy");
  private final LanePressure quiet = lane("quiet");
  private final PartsWatch watch =
      new PartsWatch(this::count, () -> List.of(busy, quiet), lines::add);
  private Future<Answer> answer = counted(Map.of());

  private LanePressure lane(String table) {
    return new LanePressure(
        table,
        new FlushLimits(1, 1, Duration.ofSeconds(1), Duration.ofHours(1)),
        new GathererMeters(new Meters()),
        () -> woken.add(table));
  }

  private Future<Answer> count(Set<String> tables) {
    asked.add(new TreeSet<>(tables));
    return answer;
  }

  private static Future<Answer> counted(Map<String, PartsReading> parts) {
    return Future.succeededFuture(new Answer.Counted(parts));
  }

  private void look() {
    busy.active();
    watch.look();
  }

  @Test
  void onlyTablesWithRowsAreCounted() {
    watch.look();
    assertEquals(List.of(), asked);
    look();
    assertEquals(List.of(Set.of("busy")), asked);
    assertEquals(List.of("busy"), woken);
    watch.look();
    assertEquals(1, asked.size());
  }

  @Test
  void aWideWindowIsWatchedUntilItHasShrunk() {
    answer = counted(Map.of("busy", FULL));
    look();
    assertTrue(busy.window().holds());
    watch.look();
    assertEquals(2, asked.size());
  }

  @Test
  void oneCountAtATime() {
    Promise<Answer> later = Promise.promise();
    answer = later.future();
    look();
    look();
    assertEquals(1, asked.size());
    later.complete(new Answer.Counted(Map.of()));
    watch.look();
    assertEquals(2, asked.size());
  }

  @Test
  void insertsThatRanDuringTheCountAreAddedToIt() {
    Promise<Answer> later = Promise.promise();
    answer = later.future();
    look();
    busy.learn(new InsertOutcome.Stored());
    later.complete(
        new Answer.Counted(
            Map.of("busy", new PartsReading(49, 49, new PartsLimits(1_000, 50, 0)))));
    assertTrue(busy.window().holds());
  }

  @Test
  void aRefusalWidensWithoutAnyCount() {
    busy.learn(new InsertOutcome.Unavailable(241, "memory"));
    assertFalse(busy.window().isWide(System.nanoTime()));
    busy.learn(new InsertOutcome.Unavailable(252, "too many parts"));
    assertTrue(busy.window().isWide(System.nanoTime()));
  }

  @Test
  void whatWasCountedIsForgottenAfterThreeFailuresAndSaidOnce() {
    answer = counted(Map.of("busy", FULL));
    look();
    answer = Future.succeededFuture(new Answer.Failed("no grant"));
    watch.look();
    watch.look();
    assertTrue(busy.window().holds());
    assertEquals(List.of(), lines);
    watch.look();
    assertFalse(busy.window().holds());
    watch.look();
    assertEquals(1, lines.size());
    assertTrue(lines.getFirst().contains("SELECT on system.parts"), lines.getFirst());
    assertTrue(lines.getFirst().contains("no grant"), lines.getFirst());
    answer = counted(Map.of());
    watch.look();
    assertEquals("parts are counted again", lines.getLast());
  }
}
