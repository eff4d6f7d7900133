package io.tributary.gatherer.chunk;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Chunks that are not needed now, for the next ones, so that rows cost no memory of their own.
 * Small ones and large ones apart, as a small request should not hold the memory of a large one.
 *
 * <p>Any thread: chunks come back from the loop of their table.
 */
public final class ChunkPool {
  private static final int SMALL_BYTES = 32 << 10;
  private static final int MAX_SMALL = 64;
  private static final int MAX_LARGE = 12;
  private static final int TIMES_FULL = 4;

  /** How much a chunk is taken for. */
  public enum Expects {
    /** Nobody knows. */
    LITTLE,
    /** About {@link ChunkLimits#fullBytes}. */
    MUCH
  }

  private final Deque<Chunk> small = new ArrayDeque<>();
  private final Deque<Chunk> large = new ArrayDeque<>();
  private final ChunkLimits limits;

  public ChunkPool(ChunkLimits limits) {
    this.limits = limits;
  }

  /**
   * An empty chunk.
   *
   * @param maker of its rows
   * @param expects how much comes
   */
  public Chunk take(RowMaker maker, Expects expects, long nowMillis) {
    boolean isLarge = expects == Expects.MUCH;
    Chunk free;
    synchronized (this) {
      free = isLarge ? large.pollLast() : small.pollLast();
    }
    if (free == null) {
      return new Chunk(limits, maker, isLarge ? limits.fullBytes() / 4 * 5 : 0, nowMillis);
    }
    free.clear(maker, nowMillis);
    return free;
  }

  /**
   * An empty chunk for values of a known size; one of neither size is made for them alone.
   *
   * @param bytes of all values
   */
  public Chunk take(RowMaker maker, int bytes, long nowMillis) {
    if (bytes <= SMALL_BYTES / 4) {
      return take(maker, Expects.LITTLE, nowMillis);
    }
    return bytes >= limits.fullBytes() / 4
        ? take(maker, Expects.MUCH, nowMillis)
        : new Chunk(limits, maker, bytes, nowMillis);
  }

  /** A chunk that nobody uses any more. */
  public synchronized void giveBack(Chunk chunk) {
    long held = chunk.heldBytes();
    if (held <= SMALL_BYTES) {
      keep(small, MAX_SMALL, chunk);
    } else if (chunk.isLarge() && held <= (long) TIMES_FULL * limits.fullBytes()) {
      keep(large, MAX_LARGE, chunk);
    }
  }

  private static void keep(Deque<Chunk> free, int most, Chunk chunk) {
    if (free.size() < most) {
      free.addLast(chunk);
    }
  }
}
