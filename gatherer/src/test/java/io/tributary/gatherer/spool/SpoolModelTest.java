package io.tributary.gatherer.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Random requests, settlements, disk errors, restarts and crashes, against a set of texts. A crash
 * keeps any sectors of what was not synced.
 */
final class SpoolModelTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final int STEPS = 60;
  private static final SpoolSettings SETTINGS =
      new SpoolSettings(
          SpoolRun.FOLDER, 1 << 24, 100_000, 4_096, 2_048, 1 << 20, 10_000, Duration.ofHours(1));

  private record Outstanding(
      long request, boolean keyed, List<String> texts, List<Future<Position>> appends) {}

  @AfterContainer
  static void close() {
    SpoolRun.await(VERTX.close());
  }

  /** What is known about the entries, by their texts, which are unique. */
  private static final class Model {
    private final Set<String> appended = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Set<String> settled = new HashSet<>();
    private final Set<String> surelySettled = new HashSet<>();
    private final Set<String> neverFinished = new HashSet<>();
    private final Map<Long, Set<String>> textsOfKeys = new HashMap<>();
    private final Set<Long> keys = new HashSet<>();
    private final Map<String, Position> positions = new HashMap<>();
  }

  private static final class Play {
    private final Random random;
    private final Model model = new Model();
    private MemoryDisk disk = new MemoryDisk();
    private SpoolRun run = new SpoolRun(VERTX, disk, SETTINGS);
    private final List<Outstanding> outstanding = new ArrayList<>();
    private long number;
    private boolean crashed;

    Play(long seed) {
      this.random = new Random(seed);
    }

    void step() {
      switch (random.nextInt(12)) {
        case 0 -> restart();
        case 1, 2 -> crash();
        case 3 -> failOnce();
        case 4, 5, 6 -> settle();
        default -> requests();
      }
    }

    /** Some requests at once, the appends of which share groups. */
    private void requests() {
      List<Future<Position>> appends = new ArrayList<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        appends.addAll(request());
      }
      if (random.nextBoolean()) {
        appends.forEach(append -> SpoolRun.until(append::isComplete));
      }
    }

    private List<Future<Position>> request() {
      long request = number++;
      int parts = 1 + random.nextInt(3);
      boolean finished = random.nextInt(5) > 0;
      boolean keyed = finished && random.nextBoolean();
      List<String> ordered = new ArrayList<>();
      List<Future<Position>> appends = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        String text = request + "." + part + "y".repeat(random.nextInt(900));
        ordered.add(text);
        model.appended.add(text);
        boolean last = finished && part == parts - 1;
        SpoolEntry entry =
            last && keyed
                ? SpoolRun.keyed(request, request, text)
                : SpoolRun.entry(request, last, text);
        appends.add(run.spool().append(entry));
      }
      if (keyed) {
        model.textsOfKeys.put(request, Set.copyOf(ordered));
      }
      if (!finished) {
        model.neverFinished.addAll(ordered);
        if (random.nextBoolean()) {
          run.spool().abandon(request);
        }
        return appends;
      }
      outstanding.add(new Outstanding(request, keyed, ordered, appends));
      return appends;
    }

    /** Takes note of what was acknowledged by now. */
    private void collect(boolean all) {
      for (Outstanding one : List.copyOf(outstanding)) {
        if (all) {
          one.appends().forEach(append -> SpoolRun.until(append::isComplete));
        }
        if (!one.appends().stream().allMatch(Future::isComplete)) {
          continue;
        }
        outstanding.remove(one);
        if (one.appends().stream().allMatch(Future::succeeded)) {
          model.acknowledged.addAll(one.texts());
          if (one.keyed()) {
            model.keys.add(one.request());
          }
          for (int part = 0; part < one.texts().size(); part++) {
            model.positions.put(one.texts().get(part), one.appends().get(part).result());
          }
        }
      }
    }

    private void settle() {
      collect(false);
      for (Map.Entry<String, Position> entry : model.positions.entrySet()) {
        if (random.nextInt(3) > 0) {
          run.spool().settled(entry.getValue());
          model.settled.add(entry.getKey());
        }
      }
      model.positions.keySet().removeAll(model.settled);
    }

    private void failOnce() {
      disk.failForces(true);
      Future<Position> append = run.spool().append(SpoolRun.entry(number++, true, "failing"));
      model.appended.add("failing");
      SpoolRun.until(append::isComplete);
      disk.failForces(false);
      SpoolRun.until(() -> run.spool().problem().isEmpty());
    }

    private void restart() {
      run.close();
      collect(true);
      model.surelySettled.addAll(model.settled);
      crashed = false;
      reopen();
    }

    private void crash() {
      MemoryDisk.Survival[] survivals = MemoryDisk.Survival.values();
      disk = disk.crash(survivals[random.nextInt(survivals.length)], random);
      run.close();
      collect(true);
      crashed = true;
      reopen();
    }

    private void reopen() {
      run = new SpoolRun(VERTX, disk, SETTINGS);
      model.positions.clear();
      Set<String> found = new HashSet<>();
      run.spool()
          .recovered()
          .forEachRemaining(
              position -> {
                String text = run.read(position);
                assertTrue(found.add(text) || text.equals("failing"), "twice: " + text);
                model.positions.put(text, position);
              });
      check(found);
      // Handed out again: it has to be settled again.
      model.settled.removeAll(found);
      model.surelySettled.removeAll(found);
    }

    private void check(Set<String> found) {
      Set<String> lost = new HashSet<>(model.acknowledged);
      lost.removeAll(model.settled);
      lost.removeAll(found);
      assertEquals(Set.of(), lost, "lost");
      Set<String> invented = new HashSet<>(found);
      invented.removeAll(model.appended);
      assertEquals(Set.of(), invented, "invented");
      if (run.spool().damages().isEmpty()) {
        Set<String> unfinished = new HashSet<>(found);
        unfinished.retainAll(model.neverFinished);
        assertEquals(Set.of(), unfinished, "unfinished");
      }
      if (!crashed) {
        Set<String> again = new HashSet<>(found);
        again.retainAll(model.surelySettled);
        assertEquals(Set.of(), again, "again");
      }
      run.spool().damages().forEach(damage -> assertTrue(!damage.acknowledged(), damage::toString));
      keysAreKnown(found);
    }

    /** What was answered is answered again; what is not whole is not answered. */
    private void keysAreKnown(Set<String> found) {
      model.textsOfKeys.forEach(
          (key, texts) -> {
            boolean known = run.answer(key).isPresent();
            if (model.keys.contains(key)) {
              assertTrue(known, "key " + key);
            } else if (known) {
              Set<String> missing = new HashSet<>(texts);
              missing.removeAll(found);
              missing.removeAll(model.settled);
              assertEquals(Set.of(), missing, "key " + key + " without all its entries");
              model.keys.add(key);
              model.acknowledged.addAll(texts);
            }
          });
    }

    void end() {
      run.close();
    }
  }

  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
  void noAcknowledgedEntryIsLostAndNoneInvented(@ForAll long seed) {
    Play play = new Play(seed);
    for (int step = 0; step < STEPS; step++) {
      play.step();
    }
    play.end();
  }
}
