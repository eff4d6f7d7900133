package io.tributary.connector.kafka;

import io.tributary.protocol.frame.OffsetRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Knows, for one assigned partition, up to which offset everything is settled.
 *
 * <p>Records are taken in offset order and gathered into batches, each of which is settled as a
 * whole and in any order. The ledger keeps one {@link Mark} per unsettled batch, in the order in
 * which the batches were begun, so that the first unsettled mark names the lowest offset that is
 * not settled. Batches may interleave (good rows and quarantined ones of the same partition): a
 * batch that was begun earlier always holds the lower first offset.
 *
 * <p>Failure semantics: an offset is never below {@link #committable()} before the batch that holds
 * it was settled. Losing the ledger loses nothing: its partition is read again from the last
 * commit.
 *
 * <p>Pure; owned by one thread.
 */
public final class OffsetLedger {

  /** An unsettled batch: its first offset, until {@link OffsetLedger#settle} takes it away. */
  public static final class Mark {
    private final long firstOffset;
    private boolean settled;

    private Mark(long firstOffset) {
      this.firstOffset = firstOffset;
    }
  }

  private final Deque<Mark> unsettled = new ArrayDeque<>();
  private long position;

  /**
   * @param position offset of the first record that will be taken, 0 or more
   */
  public OffsetLedger(long position) {
    if (position < 0) {
      throw new IllegalArgumentException("an offset is not negative: " + position);
    }
    this.position = position;
  }

  /**
   * A new batch whose first record has this offset.
   *
   * @throws IllegalArgumentException if the offset is below an earlier one
   */
  public Mark begin(long firstOffset) {
    Mark last = unsettled.peekLast();
    if (last != null && firstOffset < last.firstOffset) {
      throw new IllegalArgumentException(
          "offset " + firstOffset + " comes after " + last.firstOffset);
    }
    Mark mark = new Mark(firstOffset);
    unsettled.addLast(mark);
    return mark;
  }

  /**
   * Every offset below {@code nextOffset} was either taken into a batch or needs none (a
   * transaction marker, an aborted or compacted record). Going backwards is ignored.
   */
  public void advance(long nextOffset) {
    position = Math.max(position, nextOffset);
  }

  /** The batch is durable. Settling it twice changes nothing. */
  public void settle(Mark mark) {
    mark.settled = true;
    while (!unsettled.isEmpty() && unsettled.peekFirst().settled) {
      unsettled.removeFirst();
    }
  }

  /** How many batches were begun and are not settled. */
  public int unsettledBatches() {
    return (int) unsettled.stream().filter(mark -> !mark.settled).count();
  }

  /**
   * Offsets of the first of these batches, in order: of each from its first one to the one before
   * the next batch. Where batches interleave that is only a part of the earlier one.
   */
  public List<OffsetRange> unsettled(int most) {
    List<OffsetRange> ranges = new ArrayList<>();
    Mark open = null;
    for (Mark mark : unsettled) {
      if (open != null && mark.firstOffset > open.firstOffset) {
        ranges.add(new OffsetRange(open.firstOffset, mark.firstOffset - 1));
      }
      if (ranges.size() >= most) {
        return ranges;
      }
      open = mark.settled ? null : mark;
    }
    if (open != null) {
      ranges.add(new OffsetRange(open.firstOffset, Math.max(open.firstOffset, position - 1)));
    }
    return ranges;
  }

  /** The offset to commit: every record below it is settled. */
  public long committable() {
    Mark first = unsettled.peekFirst();
    return first == null ? position : Math.min(first.firstOffset, position);
  }
}
