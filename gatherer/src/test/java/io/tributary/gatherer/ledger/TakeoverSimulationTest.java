package io.tributary.gatherer.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.ledger.TakeoverPlan.Step;
import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.protocol.frame.SourcePartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * D-9 in many random worlds: earlier writers' inserts begin at any time up to their deadlines, run
 * for any time, and are killed late or never; answers are slow and get lost. Whenever the plan says
 * "look", no insert of an earlier writer runs or can begin.
 */
final class TakeoverSimulationTest {
  private static final long MILLI = 1_000_000L;
  private static final int WORLDS = 1_000;
  private static final long SERVER_AHEAD_MILLIS = 1_000_000;
  private static final long PATIENCE_MILLIS = 600_000;

  /** Begins and ends by the server's clock, in milliseconds. */
  private static final class Insert {
    final PendingClaim endangered;
    final long beginMillis;
    long endMillis;

    Insert(PendingClaim endangered, long beginMillis, long endMillis) {
      this.endangered = endangered;
      this.beginMillis = beginMillis;
      this.endMillis = endMillis;
    }
  }

  /** One run. */
  private static final class World {
    private final Random random;
    private final TakeoverPlan plan =
        new TakeoverPlan(new TakeoverPlan.Limits(300 * MILLI, 20 * MILLI, 2));
    private final Map<String, Insert> inserts = new HashMap<>();
    private final Map<Long, List<Runnable>> agenda = new HashMap<>();
    private final int claims;
    private long nowMillis;
    private int answered;

    World(long seed) {
      random = new Random(seed);
      claims = 1 + random.nextInt(5);
      for (int i = 0; i < claims; i++) {
        int partition = i;
        at(random.nextInt(300), () -> claim(partition));
      }
    }

    private void at(long delayMillis, Runnable event) {
      agenda.computeIfAbsent(nowMillis + 1 + delayMillis, first -> new ArrayList<>()).add(event);
    }

    private long serverMillis() {
      return SERVER_AHEAD_MILLIS + nowMillis;
    }

    private void claim(int partition) {
      int leaseMillis = random.nextInt(1_000);
      boolean sure = random.nextInt(4) == 0;
      PendingClaim claim =
          new PendingClaim(
              new Claim(
                  new SourcePartition("topic", partition, 1),
                  "group",
                  1,
                  0,
                  Guarantee.EXACTLY_ONCE,
                  sure ? new Predecessor.Released() : new Predecessor.Unsure(leaseMillis)),
              new UUID(1, 1),
              nowMillis * MILLI);
      for (int i = sure ? 0 : random.nextInt(4); i > 0; i--) {
        // The last commit was sent before now; so is the deadline before now + lease.
        long begin = serverMillis() - 200 + random.nextInt(201 + leaseMillis);
        long end = begin + random.nextInt(random.nextBoolean() ? 50 : 3_000);
        inserts.put("query-" + inserts.size(), new Insert(claim, begin, end));
      }
      plan.arrived(claim, nowMillis * MILLI);
      at(random.nextInt(200), () -> plan.fenced(claim));
    }

    private void ask() {
      at(
          random.nextInt(40),
          () -> {
            long serverMillis = serverMillis();
            at(random.nextInt(10), () -> list(serverMillis));
          });
    }

    private void list(long serverMillis) {
      Activity activity =
          new Activity(
              serverMillis,
              inserts.entrySet().stream()
                  .filter(insert -> runs(insert.getValue()))
                  .map(Map.Entry::getKey)
                  .collect(Collectors.toSet()));
      boolean lost = random.nextInt(5) == 0;
      at(
          random.nextInt(40),
          () -> {
            if (lost) {
              plan.unheard("lost", nowMillis * MILLI, random.nextInt(100) * MILLI);
            } else {
              plan.heard(activity, nowMillis * MILLI);
            }
          });
    }

    private boolean runs(Insert insert) {
      return insert.beginMillis <= serverMillis() && serverMillis() < insert.endMillis;
    }

    private void kill(String queryId) {
      Insert insert = inserts.get(queryId);
      if (insert != null && random.nextBoolean()) {
        insert.endMillis = Math.min(insert.endMillis, serverMillis() + random.nextInt(100));
      }
    }

    private void look(List<PendingClaim> looked) {
      for (Insert insert : inserts.values()) {
        if (looked.contains(insert.endangered)) {
          assertTrue(insert.beginMillis <= serverMillis(), "an insert can still begin");
          assertTrue(insert.endMillis <= serverMillis(), "an insert runs");
        }
      }
      boolean lost = random.nextInt(5) == 0;
      at(
          random.nextInt(50),
          () -> {
            if (lost && random.nextBoolean()) {
              plan.tooMuch(looked, "too much", nowMillis * MILLI, random.nextInt(100) * MILLI);
            } else if (lost) {
              plan.unseen("lost", nowMillis * MILLI, random.nextInt(100) * MILLI);
            } else {
              answered += looked.size();
              plan.looked(looked);
            }
          });
    }

    void run() {
      while (answered < claims && nowMillis < PATIENCE_MILLIS) {
        List<Runnable> events = agenda.remove(nowMillis);
        while (events != null) {
          events.forEach(Runnable::run);
          events = agenda.remove(nowMillis);
        }
        for (Step step : plan.due(nowMillis * MILLI)) {
          switch (step) {
            case Step.Ask ask -> ask();
            case Step.Kill kill -> kill(kill.queryId());
            case Step.Look look -> look(look.claims());
            case Step.Complain complain -> {}
          }
        }
        nowMillis++;
      }
      assertEquals(claims, answered, "every claim is answered in the end");
      assertTrue(plan.isIdle());
    }
  }

  @Test
  void noInsertOfAnEarlierWriterIsLeftWhenTheTableIsLookedAt() {
    for (int seed = 0; seed < WORLDS; seed++) {
      new World(seed).run();
    }
  }
}
