package io.tributary.load.flame;

import java.time.Instant;

/**
 * A time by the wall clock, both ends in it.
 *
 * @param from not after {@code to}
 */
public record Span(Instant from, Instant to) {
  /** Always. */
  public static final Span ALL = new Span(Instant.MIN, Instant.MAX);

  public Span {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("a span from " + from + " that ends at " + to);
    }
  }

  boolean holds(Instant time) {
    return !time.isBefore(from) && !time.isAfter(to);
  }
}
