package io.tributary.load.http;

import io.tributary.load.process.Await;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Waits for rows that are on their way. Thread: the caller's, which it blocks. */
public final class Arrival {
  /** A gatherer that waits for the end of a lost insert stores nothing for so long. */
  private static final Duration STALLED = Duration.ofSeconds(60);

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private Arrival() {}

  /**
   * Returns when there are so many rows, or when none has come for a minute.
   *
   * @param rows that are there now
   * @return how many there are
   */
  public static long of(long expected, LongSupplier rows) {
    long there = rows.getAsLong();
    long movedNanos = System.nanoTime();
    while (there < expected && System.nanoTime() - movedNanos < STALLED.toNanos()) {
      Await.pause(LOOK_EVERY);
      long now = rows.getAsLong();
      movedNanos = now > there ? System.nanoTime() : movedNanos;
      there = now;
    }
    return there;
  }
}
