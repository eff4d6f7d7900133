package io.tributary.protocol.frame;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * Collects a known number of bytes out of chunks. Memory follows the bytes that have arrived, at
 * most doubling them and never above the wanted number.
 */
final class ByteIntake {
  private final byte[] scratch = new byte[256];
  private byte[] bytes = scratch;
  private int have;
  private int wanted;

  /** Starts over for {@code count} bytes. */
  void want(int count) {
    bytes = scratch;
    have = 0;
    wanted = count;
  }

  /** Copies what is still wanted out of the chunk and returns how much that was. */
  int fill(Buffer chunk, int from) {
    int count = Math.min(wanted - have, chunk.length() - from);
    if (have + count > bytes.length) {
      int capacity = (int) Math.min(wanted, Math.max(2L * bytes.length, have + count));
      bytes = Arrays.copyOf(bytes, capacity);
    }
    chunk.getBytes(from, from + count, bytes, have);
    have += count;
    return count;
  }

  boolean isFull() {
    return have == wanted;
  }

  int have() {
    return have;
  }

  /** The bytes so far; valid until the next {@code want}. */
  byte[] bytes() {
    return bytes;
  }
}
