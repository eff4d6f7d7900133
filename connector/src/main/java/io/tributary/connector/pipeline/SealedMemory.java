package io.tributary.connector.pipeline;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Memory outside of the heap for batches that wait for their verdict, where no collection has to
 * move it and a socket takes it as it is. Pieces are kept for the next batches, within a bound;
 * what is not given back is collected with its batch, as the JVM does with direct buffers.
 *
 * <p>Thread: one at a time.
 */
final class SealedMemory {
  /** Of the smallest piece; the others are twice as large each. */
  private static final int SMALLEST_BYTES = 4096;

  private final int usualBytes;
  private final long keptBytes;
  private final Map<Integer, Deque<ByteBuffer>> free = new HashMap<>();
  private long freeBytes;

  /**
   * @param usualBytes of most batches: one size of pieces is just this
   * @param keptBytes the most that is kept while nobody uses it
   */
  SealedMemory(int usualBytes, long keptBytes) {
    this.usualBytes = usualBytes;
    this.keptBytes = keptBytes;
  }

  /**
   * A copy of the first bytes of an array, from position 0 to the limit.
   *
   * @param length 1 or more
   */
  ByteBuffer copyOf(byte[] bytes, int length) {
    return take(length).clear().put(bytes, 0, length).flip();
  }

  private ByteBuffer take(int bytes) {
    int size = sizeFor(bytes);
    Deque<ByteBuffer> pieces = free.get(size);
    ByteBuffer piece = pieces == null ? null : pieces.pollLast();
    if (piece == null) {
      return allocate(size);
    }
    freeBytes -= size;
    return piece;
  }

  /** On the heap if the JVM has no more outside of it ({@code -XX:MaxDirectMemorySize}). */
  private static ByteBuffer allocate(int size) {
    try {
      return ByteBuffer.allocateDirect(size);
    } catch (OutOfMemoryError e) {
      return ByteBuffer.allocate(size);
    }
  }

  /** Nobody reads it any more. */
  void giveBack(ByteBuffer piece) {
    int size = piece.capacity();
    if (freeBytes + size <= keptBytes) {
      freeBytes += size;
      free.computeIfAbsent(size, any -> new ArrayDeque<>()).addLast(piece);
    }
  }

  /** The smallest size of a piece that has room for so many bytes. */
  private int sizeFor(int bytes) {
    int doubled = SMALLEST_BYTES;
    while (doubled < bytes && doubled <= Integer.MAX_VALUE / 2) {
      doubled *= 2;
    }
    if (bytes <= usualBytes && usualBytes < doubled) {
      return usualBytes;
    }
    return Math.max(bytes, doubled);
  }
}
