package io.tributary.gatherer.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * 200 sources of tiny batches into one table that refuses inserts from 50 parts on, while its
 * merges are fast, slow or stopped.
 */
final class FlushWindowSimulationTest {
  private static final PartsLimits LIMITS = new PartsLimits(1_000, 50, 100_000);
  private static final Duration BASE = Duration.ofSeconds(1);
  private static final Duration MAX = Duration.ofSeconds(10);
  private static final double FAST = 5;
  private static final double SLOW = 0.3;

  private static final class Simulation {
    static final int STEPS_PER_SECOND = 100;

    final Random random = new Random(42);
    final MergeModel table = new MergeModel(LIMITS);
    final TableBuffer buffer = new TableBuffer();
    final FlushWindow window;
    final FlushPolicy policy;
    @Nullable FlushReason pressed;
    long step;
    double widest;
    double longestWait;

    /** Times that the window began to shrink. */
    int turns;

    private boolean shrinking = true;
    private double lastWindow;

    Simulation(Duration max) {
      FlushLimits limits = new FlushLimits(500_000, 64 << 20, BASE, max);
      window = new FlushWindow(limits);
      policy = new FlushPolicy(limits, window);
      lastWindow = windowSeconds();
    }

    void run(int seconds, double mergedPerSecond) {
      table.mergedPerSecond = mergedPerSecond;
      for (long end = step + (long) seconds * STEPS_PER_SECOND; step < end; step++) {
        send();
        table.pass(1.0 / STEPS_PER_SECOND);
        if (step % STEPS_PER_SECOND == 0) {
          window.counted(
              new PartsReading(table.parts, table.parts, LIMITS), window.inserts(), now());
        }
        if (policy.due(buffer, pressed, now()) != null) {
          flush();
        }
        look();
      }
    }

    /** 200 sources, each with two batches in a second: four of them in a step. */
    private void send() {
      for (int i = random.nextInt(9); i > 0; i--) {
        buffer.add(Batches.batch(1 + random.nextInt(10), 100, now()));
      }
    }

    private void flush() {
      longestWait = Math.max(longestWait, (now() - buffer.oldestNanos()) / 1e9);
      if (table.insert()) {
        buffer.take(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        window.inserted(now());
      } else {
        window.tooManyParts(now());
      }
    }

    private void look() {
      double next = windowSeconds();
      if (next < lastWindow && !shrinking) {
        turns++;
      }
      shrinking = next == lastWindow ? shrinking : next < lastWindow;
      lastWindow = next;
      widest = Math.max(widest, next);
    }

    double windowSeconds() {
      return window.nanos(now()) / 1e9;
    }

    private long now() {
      return step * (1_000_000_000L / STEPS_PER_SECOND);
    }
  }

  @Test
  void staysAtTheIntervalWhileMergesKeepUp() {
    Simulation simulation = new Simulation(MAX);
    simulation.run(600, FAST);
    assertEquals(1, simulation.widest);
    assertEquals(0, simulation.table.refused);
  }

  @Test
  void withoutItThisTableRefusesInserts() {
    Simulation fixed = new Simulation(BASE);
    fixed.run(60, FAST);
    fixed.run(300, SLOW);
    assertTrue(fixed.table.refused > 0);
  }

  @Test
  void slowMergesAreNeverOverrunAndTheWindowReturns() {
    Simulation simulation = new Simulation(MAX);
    simulation.run(60, FAST);
    simulation.run(1_800, SLOW);
    assertEquals(0, simulation.table.refused);
    assertTrue(simulation.table.mostParts < 40, () -> simulation.table.mostParts + " parts");
    assertTrue(simulation.widest > 3 && simulation.widest < 4, () -> simulation.widest + " s");
    assertTrue(simulation.longestWait <= 10.1, () -> simulation.longestWait + " s");
    simulation.run(60, FAST);
    assertEquals(1, simulation.windowSeconds());
  }

  @Test
  void doesNotFlapWhileMergesAreSlow() {
    Simulation simulation = new Simulation(MAX);
    simulation.run(1_800, SLOW);
    assertEquals(0, simulation.turns);
  }

  @Test
  void sendersWithoutCreditDoNotOverrunMerges() {
    Simulation simulation = new Simulation(MAX);
    simulation.pressed = FlushReason.CREDIT;
    simulation.run(600, SLOW);
    assertEquals(0, simulation.table.refused);
  }

  @Test
  void stoppedMergesAreTriedNowAndThenAndRecoveredFrom() {
    Simulation simulation = new Simulation(MAX);
    simulation.run(600, 0);
    assertEquals(50, simulation.table.mostParts);
    assertTrue(simulation.table.refused > 10, "no progress would be made");
    simulation.run(60, FAST);
    assertTrue(simulation.table.parts < 15, () -> simulation.table.parts + " parts");
    assertEquals(1, simulation.windowSeconds());
  }
}
