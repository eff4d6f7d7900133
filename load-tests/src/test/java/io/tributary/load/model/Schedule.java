package io.tributary.load.model;

import org.jspecify.annotations.Nullable;

/** One run of the world. */
final class Schedule {
  /** What is said when something is not committed in the end. */
  static final String STUCK = "not everything is committed";

  private static final int CALM_STEPS = 20_000;

  private Schedule() {}

  /** Runs it to its end; returns what was violated, null if nothing was. */
  static @Nullable String run(long seed, Flaw flaw) {
    return run(new World(seed, flaw, false));
  }

  /** Runs it again and prints each step. */
  static @Nullable String print(long seed, Flaw flaw) {
    return run(new World(seed, flaw, true));
  }

  private static @Nullable String run(World world) {
    try {
      for (int i = 100 + world.random.nextInt(300); i > 0; i--) {
        world.step();
      }
      world.calmDown();
      for (int i = 0; i < CALM_STEPS; i++) {
        if (world.isDone()) {
          return null;
        }
        world.step();
      }
      return STUCK;
    } catch (Violation violation) {
      world.say(violation::getMessage);
      return violation.getMessage();
    }
  }
}
