package io.tributary.gatherer.spool;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for the disk, bounded in bytes. Any thread puts in, the writer takes out; the lock is
 * held for a few instructions only.
 */
final class AppendQueue {
  /** What waits. */
  sealed interface Item permits Append, Abandon {}

  /**
   * An entry.
   *
   * @param bytes it takes in a segment
   * @param cost that was taken of the bound
   * @param context on which the promise is kept
   */
  record Append(SpoolEntry entry, int bytes, long cost, Context context, Promise<Position> promise)
      implements Item {
    void failed(SpoolException failure) {
      context.runOnContext(hop -> promise.tryFail(failure));
    }
  }

  /** A request will never be complete. */
  record Abandon(long request) implements Item {}

  /** Counted for an entry beside its bytes: what it takes as an object. */
  private static final int ITEM_BYTES = 256;

  private final int bound;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<Item> items = new ArrayList<>();
  private long bytes;
  private boolean closed;
  private boolean woken;
  private Optional<SpoolException> refusal = Optional.empty();

  /**
   * @param bound in bytes; one entry is taken even if it passes it
   */
  AppendQueue(int bound) {
    this.bound = bound;
  }

  /** Takes an entry, or says why not. */
  Optional<SpoolException> offer(Append append) {
    lock.lock();
    try {
      if (closed) {
        return Optional.of(
            refusal.orElseGet(() -> new SpoolClosedException("the spool is closed")));
      }
      if (refusal.isPresent()) {
        return refusal;
      }
      long size = (long) append.bytes() + ITEM_BYTES;
      if (bytes > 0 && bytes + size > bound) {
        return Optional.of(
            new SpoolBusyException(
                "%d bytes of %d wait for the spool's disk: send less, or give it a faster one"
                    .formatted(bytes, bound)));
      }
      bytes += size;
      items.add(append);
      changed.signal();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the end of a request; at most one for each, so it needs no bound. */
  void offer(Abandon abandon) {
    lock.lock();
    try {
      if (!closed) {
        items.add(abandon);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** All that waits; nothing if nothing comes within the time, or {@link #wake} is called. */
  List<Item> take(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (items.isEmpty() && !closed && !woken && left > 0) {
        left = changed.awaitNanos(left);
      }
      woken = false;
      return drain();
    } finally {
      lock.unlock();
    }
  }

  /** All that waits. */
  List<Item> drain() {
    lock.lock();
    try {
      List<Item> taken = items;
      items = new ArrayList<>();
      bytes = 0;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Lets {@link #take} return. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Refuses entries until {@link #heal}. */
  void refuse(SpoolException failure) {
    lock.lock();
    try {
      refusal = Optional.of(failure);
    } finally {
      lock.unlock();
    }
  }

  /** Takes entries again. */
  void heal() {
    lock.lock();
    try {
      refusal = Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Refuses everything from now on; what waits can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosedAndEmpty() {
    lock.lock();
    try {
      return closed && items.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Why entries are refused, if they are. */
  Optional<SpoolException> refusal() {
    lock.lock();
    try {
      return refusal;
    } finally {
      lock.unlock();
    }
  }
}
