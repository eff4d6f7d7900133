package io.tributary.load.process;

import java.time.Duration;

/** Merges of a ClickHouse. Thread: the caller's, which waits. */
public final class Merges {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private Merges() {}

  /**
   * Waits until none runs, so that what comes next is not charged for what was before.
   *
   * @throws IllegalStateException if one still runs after 3 minutes
   */
  public static void awaitEnd(SqlClient clickHouse) {
    Await.until(
        "no merge runs in ClickHouse",
        LONGEST,
        () -> clickHouse.number("SELECT count() FROM system.merges") == 0);
  }
}
