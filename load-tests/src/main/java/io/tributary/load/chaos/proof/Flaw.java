package io.tributary.load.chaos.proof;

import io.tributary.load.chaos.flow.ChaosSource;

/**
 * Something that must not be.
 *
 * @param detail for people
 */
public record Flaw(ChaosSource source, Kind kind, int partition, long offset, String detail) {
  /** What is wrong. */
  public enum Kind {
    /** A record is neither in the table nor in its quarantine. */
    MISSING,
    /** A record is there more than once. */
    TWICE,
    /** A row that no record has made. */
    INVENTED,
    /** A row does not have its record's values. */
    OTHER_VALUES,
    /** A good record is in the quarantine or a bad one in the table. */
    WRONG_TABLE,
    /** A view has a row more than once, or one that its table does not have. */
    VIEW_TOO_MUCH,
    /** A view lacks a row although its insert went well at once. */
    VIEW_TOO_LITTLE,
    /** An offset was committed before its row was durable. */
    COMMITTED_EARLY
  }

  @Override
  public String toString() {
    return "%s %s: partition %d offset %d, %s"
        .formatted(kind, source.name(), partition, offset, detail);
  }
}
