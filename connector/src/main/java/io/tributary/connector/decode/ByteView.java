package io.tributary.connector.decode;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Access to the bytes of a key or a value without copying them where they are on the heap. */
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

  /** The same, but never more than {@code maxLength} bytes. */
  public void setUpTo(@Nullable ByteBuffer buffer, int maxLength) {
    set(buffer);
    length = Math.min(length, maxLength);
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
