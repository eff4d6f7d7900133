package io.tributary.connector.kafka;

import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.DeliveryReport;
import io.tributary.protocol.frame.OffsetRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Knows, for one assigned partition, which offsets Kafka skipped, and which settled offsets were
 * reported. A record costs one comparison; only a gap costs more.
 *
 * <p>Kafka hands out the records of a partition in ascending order, so that an offset that it
 * leaves out between two records is none for any reader: a transaction marker, a record of an
 * aborted transaction, or one that was compacted away.
 *
 * <p>Bounded: behind {@link DeliveryReport#MAX_RANGES} gaps without a report nothing is noted until
 * one goes out, and what was read meanwhile is in no report.
 *
 * <p>Failure semantics: losing this loses reports, never rows: what is not reported cannot be found
 * missing.
 *
 * <p>Pure; owned by one thread.
 */
public final class DeliveredOffsets {
  private final Deque<OffsetRange> gaps = new ArrayDeque<>();
  private long reported;
  private long next;

  /** Offset from which on gaps found no room, or none. */
  private long blindFrom = Long.MAX_VALUE;

  /**
   * @param position offset of the first record that will be read, 0 or more
   */
  public DeliveredOffsets(long position) {
    reported = position;
    next = position;
  }

  /** A record of this offset was read; one that was read before changes nothing. */
  public void read(long offset) {
    if (offset != next) {
      advance(offset);
      if (offset < next) {
        return;
      }
    }
    next = offset + 1;
  }

  /** Everything below was read or skipped. Going backwards is ignored. */
  public void advance(long nextOffset) {
    if (nextOffset <= next) {
      return;
    }
    if (gaps.size() < DeliveryReport.MAX_RANGES && blindFrom == Long.MAX_VALUE) {
      addGap(new OffsetRange(next, nextOffset - 1));
    } else {
      blindFrom = Math.min(blindFrom, next);
    }
    next = nextOffset;
  }

  private void addGap(OffsetRange gap) {
    OffsetRange last = gaps.peekLast();
    if (last != null && last.last() + 1 == gap.first()) {
      gaps.removeLast();
      gaps.addLast(new OffsetRange(last.first(), gap.last()));
    } else {
      gaps.addLast(gap);
    }
  }

  /** Offset of the next record that has not been seen. */
  public long position() {
    return next;
  }

  /**
   * What is settled and was not reported; counts as reported from now on.
   *
   * @param table uuid of the table that the rows were for
   * @param committable every record below it is settled
   */
  public Optional<DeliveryReport> report(Claim claim, UUID table, long committable) {
    long settled = Math.min(committable, next);
    long first = reported;
    long until = Math.min(settled, blindFrom);
    Deque<OffsetRange> skipped = gapsBelow(until);
    reported = Math.max(reported, settled);
    if (settled >= blindFrom) {
      // All that was noted lies below; what comes now can be noted again, from here on.
      blindFrom = Long.MAX_VALUE;
      reported = Math.max(reported, next);
    }
    return until <= first
        ? Optional.empty()
        : Optional.of(
            new DeliveryReport(
                claim.source(), table, claim.guarantee(), first, until, skipped.stream().toList()));
  }

  private Deque<OffsetRange> gapsBelow(long until) {
    Deque<OffsetRange> below = new ArrayDeque<>();
    for (@Nullable OffsetRange gap = gaps.peekFirst();
        gap != null && gap.first() < until;
        gap = gaps.peekFirst()) {
      gaps.removeFirst();
      below.addLast(new OffsetRange(gap.first(), Math.min(gap.last(), until - 1)));
      if (gap.last() >= until) {
        gaps.addFirst(new OffsetRange(until, gap.last()));
        break;
      }
    }
    return below;
  }
}
