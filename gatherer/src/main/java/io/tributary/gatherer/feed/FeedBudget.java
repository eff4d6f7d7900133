package io.tributary.gatherer.feed;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory of rows that wait for their table or are on their way into it. What finds no room
 * waits on disk. No table takes more than its share, so that one that is stuck does not slow down
 * the others.
 *
 * <p>Any thread; a share belongs to the loop of its table.
 */
public final class FeedBudget {
  private final long boundBytes;
  private final AtomicLong held = new AtomicLong();
  private final AtomicInteger active = new AtomicInteger();

  public FeedBudget(long boundBytes) {
    this.boundBytes = boundBytes;
  }

  /** Bytes that are held. */
  public long heldBytes() {
    return held.get();
  }

  Share share() {
    return new Share();
  }

  /** What one table holds. */
  final class Share {
    private long mine;

    void change(long bytes) {
      boolean before = mine > 0;
      mine += bytes;
      held.addAndGet(bytes);
      if (before != mine > 0) {
        active.addAndGet(before ? -1 : 1);
      }
    }

    /** True when what comes should wait on disk. */
    boolean isTight() {
      return held.get() >= boundBytes || mine > boundBytes / Math.max(1, active.get());
    }
  }
}
