package io.tributary.load.http.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** ASCII text that is made again and again in the same array. Thread: one. */
public final class ByteText {
  private static final int LONGEST_NUMBER = 20;

  private byte[] bytes;
  private int length;

  /**
   * @param bytes that it has room for before it grows
   */
  public ByteText(int bytes) {
    this.bytes = new byte[bytes];
  }

  /** Begins anew. */
  public void clear() {
    length = 0;
  }

  /** Adds these bytes. */
  public ByteText add(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  /** Adds what the other one has. */
  public ByteText add(ByteText other) {
    room(other.length);
    System.arraycopy(other.bytes, 0, bytes, length, other.length);
    length += other.length;
    return this;
  }

  /** Adds ASCII text. */
  public ByteText add(String text) {
    return add(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Adds a number of 0 or more in decimal digits. */
  public ByteText add(long number) {
    room(LONGEST_NUMBER);
    int from = length;
    long rest = number;
    do {
      bytes[length++] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    for (int low = from, high = length - 1; low < high; low++, high--) {
      byte digit = bytes[low];
      bytes[low] = bytes[high];
      bytes[high] = digit;
    }
    return this;
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  /** How many bytes there are. */
  public int length() {
    return length;
  }

  /** A copy of them. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.US_ASCII);
  }
}
