package io.tributary.connector.claim;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Knows whether batches of a writer are under way, and stops further ones (rule D-6). Whoever
 * closes it and is told that it is idle knows that nothing is under way and nothing will be.
 *
 * <p>Thread: any. Either {@link #enter} sees that the gate was closed, or {@link #close} sees that
 * somebody has entered; both may be true, never neither.
 */
public final class HandoverGate {
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean closed;

  /** A batch is about to be sent; false when it must not be. */
  public boolean enter() {
    underWay.incrementAndGet();
    if (closed) {
      underWay.decrementAndGet();
      return false;
    }
    return true;
  }

  /** A batch has its final verdict. */
  public void leave() {
    underWay.decrementAndGet();
  }

  /** Lets nothing through any more; true when nothing is under way. */
  public boolean close() {
    closed = true;
    return isIdle();
  }

  /** True while nothing is under way. */
  public boolean isIdle() {
    return underWay.get() == 0;
  }
}
