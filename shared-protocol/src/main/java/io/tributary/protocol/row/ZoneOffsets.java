package io.tributary.protocol.row;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;

/**
 * What a zone's clocks are ahead of UTC at a local time. Knows the spans between changes of the
 * clocks from 1970 to 2106, the range of DateTime, from the beginning, and remembers the last span
 * used; only another time outside of them costs objects. One thread.
 *
 * <p>As in ClickHouse, a local time that the clocks skip is read with the offset that holds after
 * the change, and one that they show twice is the first of the two; before 1900 and from 2300 on,
 * where ClickHouse has no table, the second.
 *
 * <p>ClickHouse's table knows changes in quarters of an hour and one a day. So some days of the
 * first half of the 20th century differ, on which zones went over from the time of their sun, and
 * so can whatever the zone rules of this JVM and of the server do not agree upon.
 */
public final class ZoneOffsets {
  private static final long TABLE_FROM = -2_208_988_800L; // 1900-01-01
  private static final long TABLE_TO = 10_413_792_000L; // 2300-01-01
  private static final long KNOWN_TO = 4_323_000_000L; // 2106-12
  private static final int CHANGES = 512;

  private final ZoneRules rules;
  // offsets[i] holds for local seconds from starts[i] up to, not including, starts[i + 1].
  private final long[] starts;
  private final int[] offsets;
  // The offset holds for local seconds from "from" up to, not including, "to".
  private long from = 1;
  private long to;
  private int offset;

  public ZoneOffsets(ZoneId zone) {
    this.rules = zone.getRules();
    long[] times = new long[2 * CHANGES];
    int[] aheads = new int[2 * CHANGES];
    Instant at = Instant.EPOCH;
    aheads[0] = rules.getOffset(at).getTotalSeconds();
    times[0] = aheads[0];
    int count = 1;
    ZoneOffsetTransition change = rules.nextTransition(at);
    while (change != null && change.toEpochSecond() < KNOWN_TO && count < times.length - 2) {
      times[count] = change.toEpochSecond() + smaller(change);
      aheads[count++] = within(change, times[count - 1]);
      times[count] = change.toEpochSecond() + larger(change);
      aheads[count++] = change.getOffsetAfter().getTotalSeconds();
      change = rules.nextTransition(change.getInstant());
    }
    times[count] = change == null ? Long.MAX_VALUE : change.toEpochSecond() + smaller(change);
    this.starts = Arrays.copyOf(times, count + 1);
    this.offsets = Arrays.copyOf(aheads, count);
  }

  /**
   * Seconds ahead of UTC.
   *
   * @param localSeconds what the clocks show, in seconds since 1970-01-01 00:00:00 on them
   */
  public int at(long localSeconds) {
    if (localSeconds < from || localSeconds >= to) {
      find(localSeconds);
    }
    return offset;
  }

  private void find(long localSeconds) {
    if (localSeconds < starts[0] || localSeconds >= starts[starts.length - 1]) {
      ask(localSeconds);
      return;
    }
    int index = Arrays.binarySearch(starts, localSeconds);
    int span = index < 0 ? -index - 2 : index;
    from = starts[span];
    to = starts[span + 1];
    offset = offsets[span];
  }

  private void ask(long localSeconds) {
    LocalDateTime local = LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC);
    ZoneOffsetTransition change = rules.getTransition(local);
    if (change != null) {
      offset = within(change, localSeconds);
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

  /** The offset of a local time that the change skips or repeats. */
  private static int within(ZoneOffsetTransition change, long localSeconds) {
    boolean later = change.isGap() || localSeconds < TABLE_FROM || localSeconds >= TABLE_TO;
    return (later ? change.getOffsetAfter() : change.getOffsetBefore()).getTotalSeconds();
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
