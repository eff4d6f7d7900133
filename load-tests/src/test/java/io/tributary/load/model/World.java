package io.tributary.load.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Everything of one schedule: connectors, gatherers, the group and ClickHouse, and the time. A
 * schedule is a function of its seed: each choice is drawn from one generator.
 *
 * <p>While faults are on, a step is a random actor's, sometimes a fault. Afterwards everybody is
 * started again and left alone, and everything has to be stored and committed in the end.
 */
final class World {
  static final int PARTITIONS = 3;
  static final int LEASE = 40;
  private static final int ACTORS = 8;
  private static final int OFTEN = 100;

  final SplittableRandom random;
  final Flaw flaw;
  final Topic topic;
  final GroupActor group;
  final ClickHouseActor clickHouse;
  final List<ConnectorActor> connectors = new ArrayList<>();
  final List<GathererActor> gatherers = new ArrayList<>();

  /** Time that passes everywhere; no clock shows it. */
  long now = 1;

  boolean calm;

  private final Map<Fault, Integer> perMille = new EnumMap<>(Fault.class);
  private final boolean tracing;
  private final FaultDriver faults;
  private int lastIncarnation;
  private int step;

  World(long seed, Flaw flaw, boolean tracing) {
    this.random = new SplittableRandom(seed);
    this.flaw = flaw;
    this.tracing = tracing;
    int others = flaw.faults().isEmpty() ? 4 : random.nextInt(4);
    for (Fault fault : Fault.values()) {
      perMille.put(fault, random.nextInt(8) < others ? 20 << random.nextInt(4) : 0);
    }
    flaw.faults().forEach(fault -> perMille.put(fault, OFTEN));
    topic = new Topic(random);
    group = new GroupActor(this);
    clickHouse = new ClickHouseActor(this);
    faults = new FaultDriver(this);
    for (int i = 0; i < 2; i++) {
      gatherers.add(new GathererActor(this, "g" + i));
    }
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      connectors.add(new ConnectorActor(this, "c" + connectors.size()));
    }
  }

  /** One step of somebody. */
  void step() {
    step++;
    if (random.nextInt(8) == 0) {
      now++;
    }
    if (!calm && random.nextInt(4) == 0) {
      faults.maybe();
    }
    if (random.nextInt(8) == 0) {
      topic.grow(random);
    }
    int first = random.nextInt(ACTORS);
    for (int i = 0; i < ACTORS; i++) {
      if (act((first + i) % ACTORS)) {
        return;
      }
    }
    now += 1 + random.nextInt(LEASE / 4);
  }

  /** Lets an actor do something; false if it has nothing to do. */
  private boolean act(int actor) {
    return switch (actor) {
      case 0, 3, 6 -> connectors.get(random.nextInt(connectors.size())).step();
      case 1, 4 -> gatherers.get(random.nextInt(gatherers.size())).step();
      case 2 -> group.step();
      default -> clickHouse.step();
    };
  }

  /** From here on nothing fails. */
  void calmDown() {
    say(() -> "--- everybody goes on, nothing fails");
    calm = true;
    gatherers.forEach(GathererActor::goOn);
    connectors.forEach(ConnectorActor::goOn);
    topic.complete();
  }

  /** Everything that was produced is committed. */
  boolean isDone() {
    for (int p = 0; p < PARTITIONS; p++) {
      Committed committed = group.committed(p);
      if (committed == null || committed.offset() < topic.end(p)) {
        return false;
      }
    }
    return true;
  }

  /** Does a fault happen where it could? */
  boolean fault(Fault fault) {
    return fault(fault, 1);
  }

  /** Does it, where it should do so {@code times} as often as its rate? */
  boolean fault(Fault fault, int times) {
    int rate = rate(fault) * times;
    return rate > 0 && random.nextInt(1_000) < rate;
  }

  boolean mayHappen(Fault fault) {
    return rate(fault) > 0;
  }

  /** When something goes on: now, or late if the fault happens. */
  long delayed(Fault slow) {
    return fault(slow, 2) ? now + random.nextInt(3 * LEASE) : now;
  }

  private int rate(Fault fault) {
    return calm ? 0 : perMille.getOrDefault(fault, 0);
  }

  boolean has(Flaw asked) {
    return flaw == asked;
  }

  /** True once in {@code many}. */
  boolean once(int many) {
    return random.nextInt(many) == 0;
  }

  int incarnation() {
    return ++lastIncarnation;
  }

  void say(Supplier<String> what) {
    if (tracing) {
      System.out.printf("%4d  t=%-5d %s%n", step, now, what.get());
    }
  }
}
