package io.tributary.gatherer.http.body;

import java.util.Arrays;

/**
 * Hands values on: straight out of a piece, or put together when they came in several. Of a value
 * that is too long only the beginning is kept. One thread.
 */
final class ValueBuffer {
  private static final int FIRST_BYTES = 4 << 10;

  private final int maxBytes;
  private final MemoryBudget.Share memory;
  private final ValueSink sink;
  private byte[] held = new byte[0];
  private int length;
  private boolean cut;

  ValueBuffer(int maxBytes, MemoryBudget.Share memory, ValueSink sink) {
    this.maxBytes = maxBytes;
    this.memory = memory;
    this.sink = sink;
  }

  /** Keeps the part of a value that goes on in the next piece. */
  void keep(byte[] bytes, int offset, int count) throws BodyProblem {
    int kept = Math.min(count, maxBytes - length);
    if (kept < count) {
      cut = true;
    }
    if (held.length - length < kept) {
      long doubled = Math.max(FIRST_BYTES, 2L * held.length);
      int larger = (int) Math.min(maxBytes, Math.max(doubled, (long) length + kept));
      memory.reserve(larger - held.length);
      held = Arrays.copyOf(held, larger);
    }
    System.arraycopy(bytes, offset, held, length, kept);
    length += kept;
  }

  /** A value ends, after what was kept of it; white space alone is none. */
  void handOn(byte[] bytes, int offset, int count, long line) throws BodyProblem {
    if (length == 0) {
      handOn(bytes, offset, count, count > maxBytes, line);
      return;
    }
    keep(bytes, offset, count);
    int whole = length;
    boolean tooLong = cut;
    length = 0;
    cut = false;
    handOn(held, 0, whole, tooLong, line);
  }

  private void handOn(byte[] bytes, int offset, int count, boolean tooLong, long line) {
    int from = offset;
    int to = offset + count;
    while (from < to && isSpace(bytes[from])) {
      from++;
    }
    while (to > from && isSpace(bytes[to - 1])) {
      to--;
    }
    if (tooLong) {
      sink.oversized(bytes, offset, Math.min(count, maxBytes), line);
    } else if (to > from) {
      sink.value(bytes, from, to - from, line);
    }
  }

  static boolean isSpace(byte octet) {
    return octet == ' ' || octet == '\n' || octet == '\r' || octet == '\t';
  }
}
