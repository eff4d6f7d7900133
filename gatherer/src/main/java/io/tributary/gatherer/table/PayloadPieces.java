package io.tributary.gatherer.table;

import io.netty.util.internal.CleanableDirectBuffer;
import io.netty.util.internal.PlatformDependent;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pieces of memory of one size outside of the heap. Some are kept when nobody needs them: the
 * system fills memory that it gives with zeros, which costs more than all else that is done with a
 * payload.
 *
 * <p>Any thread.
 */
final class PayloadPieces {
  /** Length of each. */
  static final int BYTES = 256 << 10;

  /** 64 MiB: what a second of 600,000 rows of 100 bytes takes. */
  static final int MOST_KEPT = 256;

  private final ConcurrentLinkedQueue<CleanableDirectBuffer> free = new ConcurrentLinkedQueue<>();
  private final AtomicInteger kept = new AtomicInteger();
  private final AtomicInteger used = new AtomicInteger();

  /** A piece with any content. */
  CleanableDirectBuffer take() {
    CleanableDirectBuffer piece = free.poll();
    if (piece != null) {
      kept.decrementAndGet();
    } else {
      piece = PlatformDependent.allocateDirect(BYTES);
    }
    used.incrementAndGet();
    return piece;
  }

  /** Nobody reads or writes the piece any more. */
  void giveBack(CleanableDirectBuffer piece) {
    used.decrementAndGet();
    if (kept.incrementAndGet() <= MOST_KEPT) {
      free.add(piece);
    } else {
      kept.decrementAndGet();
      piece.clean();
    }
  }

  /** Bytes of pieces that somebody needs. */
  long usedBytes() {
    return (long) used.get() * BYTES;
  }

  /** These, and those that are kept. */
  long takenBytes() {
    return ((long) used.get() + kept.get()) * BYTES;
  }
}
