package io.tributary.protocol.json;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * What a zone's clocks are ahead of UTC at a local time. Remembers the span between two changes of
 * the clocks, so that times near each other cost no objects. One thread.
 *
 * <p>As in ClickHouse, a local time that the clocks show twice is the first of the two, and one
 * that they skip is read with the offset that holds after the change.
 */
final class ZoneOffsets {
  private final ZoneRules rules;
  // The offset holds for local seconds from "from" up to, not including, "to".
  private long from = 1;
  private long to;
  private int offset;

  ZoneOffsets(ZoneId zone) {
    this.rules = zone.getRules();
  }

  /**
   * Seconds ahead of UTC.
   *
   * @param localSeconds what the clocks show, in seconds since 1970-01-01 00:00:00 on them
   */
  int at(long localSeconds) {
    if (localSeconds < from || localSeconds >= to) {
      find(localSeconds);
    }
    return offset;
  }

  private void find(long localSeconds) {
    LocalDateTime local = LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC);
    ZoneOffsetTransition change = rules.getTransition(local);
    if (change != null) {
      offset =
          (change.isGap() ? change.getOffsetAfter() : change.getOffsetBefore()).getTotalSeconds();
      from = localSeconds;
      to = localSeconds + 1;
      return;
    }
    ZoneOffset now = rules.getOffset(local);
    offset = now.getTotalSeconds();
    // "Previous" means strictly before, and the change may be at this very second.
    ZoneOffsetTransition previous = rules.previousTransition(local.toInstant(now).plusSeconds(1));
    ZoneOffsetTransition next = rules.nextTransition(local.toInstant(now));
    from = previous == null ? Long.MIN_VALUE : previous.toEpochSecond() + larger(previous);
    to = next == null ? Long.MAX_VALUE : next.toEpochSecond() + smaller(next);
  }

  private static int larger(ZoneOffsetTransition change) {
    return Math.max(
        change.getOffsetBefore().getTotalSeconds(), change.getOffsetAfter().getTotalSeconds());
  }

  private static int smaller(ZoneOffsetTransition change) {
    return Math.min(
        change.getOffsetBefore().getTotalSeconds(), change.getOffsetAfter().getTotalSeconds());
  }
}
