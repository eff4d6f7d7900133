package io.tributary.protocol.frame;

import java.util.List;

/** What the gatherer says to the claim of a partition. */
public sealed interface OpenAnswer {

  /**
   * The claim holds.
   *
   * @param held offsets at or above the claim's {@code from} that the table and its quarantine hold
   *     already: ascending, disjoint; the writer must not send them
   */
  record Resume(List<OffsetRange> held) implements OpenAnswer {
    public Resume {
      held = List.copyOf(held);
    }
  }

  /** A writer of a higher epoch was seen; commit that + 1 and claim again. */
  record Fenced(long highestEpoch) implements OpenAnswer {}

  /** The claim cannot hold, and only a person can change that. */
  record Denied(String message) implements OpenAnswer {}

  /** The gatherer cannot tell now; claim again after {@code afterMillis}. */
  record Later(int afterMillis, String message) implements OpenAnswer {}
}
