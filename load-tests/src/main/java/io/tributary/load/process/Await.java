package io.tributary.load.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do, by looking again and again. */
public final class Await {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private Await() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @param what the condition in words, for the message
   * @throws IllegalStateException if it does not hold within {@code limit}
   */
  public static void until(String what, Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not within " + limit.toSeconds() + " s: " + what);
      }
      pause(LOOK_EVERY);
    }
  }

  /** Between two looks at something that takes its time. */
  public static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
