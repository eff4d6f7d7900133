package io.tributary.protocol.frame;

import java.util.List;

/** What the gatherer says to the claim of a partition. */
public sealed interface OpenAnswer {

  /**
   * The claim holds.
   *
   * @param held offsets at or above the claim's {@code from} that the table and its quarantine hold
   *     already: ascending, disjoint, at most {@link #MAX_RANGES}; the writer must not send them
   * @param until offset below which {@code held} is complete, 1 or more; at it and above the writer
   *     must send nothing before another claim
   */
  record Resume(List<OffsetRange> held, long until) implements OpenAnswer {
    /** Everything was looked at. */
    public static final long ALL = Long.MAX_VALUE;

    /** As many ranges as fit into one control frame. */
    public static final int MAX_RANGES = 65_000;

    public Resume {
      if (held.size() > MAX_RANGES) {
        throw new BrokenRule(Rule.LIST_SIZE, "more than " + MAX_RANGES + " ranges: " + held.size());
      }
      Check.ascending(held);
      Check.range("until", until, 1, ALL);
      if (!held.isEmpty() && held.getLast().last() >= until) {
        throw new BrokenRule(
            Rule.OFFSET_ORDER, "held %s is not below %d".formatted(held.getLast(), until));
      }
      held = List.copyOf(held);
    }
  }

  /** A writer of a higher epoch was seen; commit that + 1 and claim again. */
  record Fenced(long highestEpoch) implements OpenAnswer {
    public Fenced {
      Check.epoch("highestEpoch", highestEpoch);
    }
  }

  /**
   * The claim cannot hold, and only a person can change that.
   *
   * @param message one line for the operator; a longer text is cut
   */
  record Denied(String message) implements OpenAnswer {
    public Denied {
      message = MessageLine.of(message);
    }
  }

  /**
   * The gatherer cannot tell now.
   *
   * @param afterMillis earliest time of the next claim, from now, 0 to 600,000
   * @param message one line for the operator; a longer text is cut
   */
  record Later(int afterMillis, String message) implements OpenAnswer {
    public Later {
      Check.afterMillis(afterMillis);
      message = MessageLine.of(message);
    }
  }
}
