package io.tributary.load.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do, by looking again and again. */
public final class Await {
  private static final Duration LEAST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** A pause is so many times as long as the look before it: what is watched needs the cores. */
  private static final int PAUSE_PER_LOOK = 3;

  private Await() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @param what the condition in words, for the message
   * @throws IllegalStateException if it does not hold within {@code limit}
   */
  public static void until(String what, Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      long start = System.nanoTime();
      if (condition.getAsBoolean()) {
        return;
      }
      long end = System.nanoTime();
      if (end > deadline) {
        throw new IllegalStateException("not within " + limit.toSeconds() + " s: " + what);
      }
      long pause = PAUSE_PER_LOOK * (end - start);
      pause(Duration.ofNanos(Math.clamp(pause, LEAST_PAUSE.toNanos(), LONGEST_PAUSE.toNanos())));
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
