package io.tributary.gatherer.feed;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory of rows of requests that are not on disk yet. Beyond half of it, what is on disk of an
 * unfinished request is there only; when all of it is taken, requests are not read on.
 *
 * <p>Any thread.
 */
public final class FeedMemory {
  private final long boundBytes;
  private final AtomicLong held = new AtomicLong();
  private final Queue<Promise<Void>> waiting = new ConcurrentLinkedQueue<>();

  public FeedMemory(long boundBytes) {
    this.boundBytes = boundBytes;
  }

  /** So many bytes more are held, or fewer. */
  public void change(long bytes) {
    if (bytes != 0 && held.addAndGet(bytes) < boundBytes) {
      wake();
    }
  }

  /** True while nothing more should be taken. */
  public boolean isFull() {
    return held.get() >= boundBytes;
  }

  /** True while rows should wait on disk. */
  public boolean isTight() {
    return held.get() >= boundBytes / 2;
  }

  /** Completes when more may be taken, on any thread. */
  public Future<Void> drained() {
    Promise<Void> room = Promise.promise();
    waiting.add(room);
    if (!isFull()) {
      wake();
    }
    return room.future();
  }

  private void wake() {
    for (Promise<Void> next = waiting.poll(); next != null; next = waiting.poll()) {
      next.complete();
    }
  }

  /** Bytes that are held. */
  public long heldBytes() {
    return held.get();
  }
}
