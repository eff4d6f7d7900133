package io.tributary.gatherer.http.body;

import java.util.concurrent.atomic.AtomicLong;

/** What all bodies together may hold in memory while they arrive. Any thread. */
public final class MemoryBudget {
  private final long bytes;
  private final AtomicLong used = new AtomicLong();

  /**
   * @param bytes the bound
   */
  public MemoryBudget(long bytes) {
    this.bytes = bytes;
  }

  /** Bytes in use now. */
  public long used() {
    return used.get();
  }

  /** The part of one request; to be closed. */
  Share share() {
    return new Share();
  }

  /** What one request holds. One thread. */
  final class Share implements AutoCloseable {
    private long held;

    /** Takes more of the budget. */
    void reserve(long more) throws BodyProblem {
      if (used.addAndGet(more) > bytes) {
        used.addAndGet(-more);
        throw new BodyProblem(
            BodyProblem.Kind.NO_MEMORY,
            "all %d bytes for requests that are being read are in use".formatted(bytes));
      }
      held += more;
    }

    @Override
    public void close() {
      used.addAndGet(-held);
      held = 0;
    }
  }
}
