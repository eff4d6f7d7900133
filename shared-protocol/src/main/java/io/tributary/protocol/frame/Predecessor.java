package io.tributary.protocol.frame;

import java.util.UUID;

/** What the last commit says about the writer before a claim, and so what has to be waited for. */
public sealed interface Predecessor {
  /** Longest lease of a writer. */
  int MAX_LEASE_MILLIS = 600_000;

  /** There is no commit: nobody has written. */
  record None() implements Predecessor {}

  /** It had a final verdict for every row, and could send no more. */
  record Released() implements Predecessor {}

  /**
   * It sent rows to one gatherer only.
   *
   * @param gatherer incarnation of that gatherer
   * @param leaseMillis how long after its last commit its inserts may begin, 0 to 600,000
   */
  record Held(UUID gatherer, int leaseMillis) implements Predecessor {
    public Held {
      Check.range("leaseMillis", leaseMillis, 0, MAX_LEASE_MILLIS);
    }
  }

  /**
   * Nobody knows where it may have sent rows to.
   *
   * @param leaseMillis how long after its last commit its inserts may begin, 0 to 600,000
   */
  record Unsure(int leaseMillis) implements Predecessor {
    public Unsure {
      Check.range("leaseMillis", leaseMillis, 0, MAX_LEASE_MILLIS);
    }
  }
}
