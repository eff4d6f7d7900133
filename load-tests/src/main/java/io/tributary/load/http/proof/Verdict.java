package io.tributary.load.http.proof;

import java.util.List;

/**
 * What a proof came to.
 *
 * @param acknowledged requests
 * @param uncertain requests that were not acknowledged
 * @param rows in the table
 * @param quarantined rows in the quarantine table
 * @param flaws the first ones, at most {@link #MOST_FLAWS}
 * @param flawCount all of them
 */
public record Verdict(
    long acknowledged,
    Uncertain uncertain,
    long rows,
    long quarantined,
    List<Flaw> flaws,
    long flawCount) {
  /** How many are kept: enough to see what they have in common. */
  public static final int MOST_FLAWS = 1_000;

  public Verdict {
    flaws = List.copyOf(flaws);
  }

  /** Whether each row is where it belongs. */
  public boolean holds() {
    return flawCount == 0;
  }

  /**
   * Requests that were not acknowledged, by what became of their rows.
   *
   * @param whole all rows are there
   * @param partly some are, which is a flaw
   * @param absent none is
   */
  public record Uncertain(long whole, long partly, long absent) {
    /** All of them. */
    public long requests() {
      return whole + partly + absent;
    }
  }
}
