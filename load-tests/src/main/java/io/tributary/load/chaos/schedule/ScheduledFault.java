package io.tributary.load.chaos.schedule;

import java.time.Duration;
import java.util.Locale;

/**
 * One fault.
 *
 * @param at since the beginning, not counting quiet points
 * @param target which one of its victims, from 0
 * @param lasting how long until it is healed
 * @param amount from 1 to 5: how many inserts it happens to, or how much later bytes come in tens
 *     of milliseconds
 */
public record ScheduledFault(
    Duration at, FaultKind kind, int target, Duration lasting, int amount) {

  /** When it is healed. */
  Duration end() {
    return at.plus(lasting);
  }

  boolean sameVictim(ScheduledFault other) {
    return kind.victim() == other.kind.victim() && target == other.target;
  }

  /** One line for people. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%7.2f s  %s %d, for %.2f s (%d)",
        at.toMillis() / 1e3,
        kind.text(),
        target,
        lasting.toMillis() / 1e3,
        amount);
  }
}
