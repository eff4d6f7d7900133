package io.tributary.connector.protobuf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which message of a schema's file follows: the index of a message, then of one within it, and so
 * on.
 *
 * <pre>
 *   00              the first message of the file, in short
 *   04 02 00        2 indexes: 1, 0: the first message within the second one
 * </pre>
 *
 * Each number is a varint in zigzag.
 *
 * @param path at least one index
 * @param bytes that the list takes
 */
record MessageIndexes(List<Integer> path, int bytes) {
  static final int MAX_INDEXES = 64;
  private static final int MAX_VARINT_BYTES = 5;

  /** Reads the list at the start of a message; null if none is there. */
  static @Nullable MessageIndexes read(byte[] bytes, int offset, int length) {
    Cursor in = new Cursor(bytes, offset, offset + length);
    int count = in.next();
    if (count < 0 || count > MAX_INDEXES) {
      return null;
    }
    List<Integer> path = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = in.next();
      if (index < 0) {
        return null;
      }
      path.add(index);
    }
    return new MessageIndexes(count == 0 ? List.of(0) : List.copyOf(path), in.at - offset);
  }

  private static final class Cursor {
    private final byte[] bytes;
    private final int end;
    private int at;

    Cursor(byte[] bytes, int at, int end) {
      this.bytes = bytes;
      this.at = at;
      this.end = end;
    }

    /** The next number, -1 if there is none or it is negative. */
    int next() {
      long value = 0;
      for (int i = 0; i < MAX_VARINT_BYTES && at < end; i++) {
        byte part = bytes[at++];
        value |= (part & 0x7FL) << (7 * i);
        if (part >= 0) {
          long plain = (value >>> 1) ^ -(value & 1);
          return plain >= 0 && plain <= Integer.MAX_VALUE ? (int) plain : -1;
        }
      }
      return -1;
    }
  }
}
