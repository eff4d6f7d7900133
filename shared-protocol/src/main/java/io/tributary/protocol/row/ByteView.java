package io.tributary.protocol.row;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Access to the bytes of a key or a value without copying them where they are on the heap. One
 * thread.
 */
public final class ByteView {
  private byte[] bytes = new byte[0];
  private int offset;
  private int length;

  /** Points at the remaining bytes of the buffer, none for null; the buffer stays as it is. */
  public void set(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      offset = 0;
      length = 0;
      return;
    }
    length = buffer.remaining();
    if (buffer.hasArray()) {
      bytes = buffer.array();
      offset = buffer.arrayOffset() + buffer.position();
    } else {
      bytes = new byte[length];
      buffer.get(buffer.position(), bytes);
      offset = 0;
    }
  }

  /** Points at a part of the array, which is not copied. */
  public void set(byte[] array, int from, int bytesOfIt) {
    bytes = array;
    offset = Objects.checkFromIndexSize(from, bytesOfIt, array.length);
    length = bytesOfIt;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }
}
