package io.tributary.protocol.avro;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over the bytes of one datum after the other. One thread.
 *
 * <p>Whatever the bytes are: it never leaves the datum, and the work for a datum is bounded by its
 * length. Work that no bytes stand for, such as nulls in an array, is counted against a budget.
 */
final class AvroCursor {
  /** Work without bytes that any datum may make, such as items of an array of nulls. */
  static final int FREE_WORK = 1 << 16;

  /** As much more may a datum make for each of its bytes. */
  static final int FREE_WORK_PER_BYTE = 16;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long STOP_BITS = 0x8080_8080_8080_8080L;
  private static final int MAX_LONG_SHIFT = 63;
  private static final int MAX_INT_BYTES = 5;
  private static final int SHOWN_BYTES = 400;

  private final int maxDepth;
  private byte[] bytes = new byte[0];
  private int first;
  private int end;
  private int at;
  private int depth;
  private int freeWork;

  /**
   * @param maxDepth of records, arrays and maps within one another, where the plan does not know
   *     their number
   */
  AvroCursor(int maxDepth) {
    this.maxDepth = maxDepth;
  }

  /** Takes the next datum. */
  void begin(byte[] source, int offset, int length) {
    bytes = source;
    first = offset;
    at = offset;
    end = offset + length;
    depth = 0;
    freeWork = (int) Math.min(Integer.MAX_VALUE, FREE_WORK + (long) FREE_WORK_PER_BYTE * length);
  }

  /** Checks that nothing follows the datum. */
  void finish() throws BrokenDatumException {
    if (at != end) {
      throw broken("%d bytes follow it".formatted(end - at));
    }
  }

  byte[] bytes() {
    return bytes;
  }

  /** Index into {@link #bytes()} of what is read next. */
  int position() {
    return at;
  }

  /** Goes back to a position, or forth to one that has been reached before. */
  void position(int newPosition) {
    at = newPosition;
  }

  int remaining() {
    return end - at;
  }

  /** A record, array or map of unknown depth begins. */
  void enter() throws BrokenDatumException {
    if (++depth > maxDepth) {
      throw broken("it is nested more than %d deep".formatted(maxDepth));
    }
  }

  void leave() {
    depth--;
  }

  /** Counts work that no bytes stand for. */
  void work(long units) throws BrokenDatumException {
    if (units < 0 || units > freeWork) {
      throw broken("it claims more elements than it has bytes");
    }
    freeWork -= (int) units;
  }

  boolean readBoolean() throws BrokenDatumException {
    int value = bytes[take(1)];
    if ((value & ~1) != 0) {
      throw broken("a boolean is neither 0 nor 1");
    }
    return value == 1;
  }

  int readInt() throws BrokenDatumException {
    int start = at;
    long value = readLong();
    if (value != (int) value || at - start > MAX_INT_BYTES) {
      throw broken("an int has more than 32 bits");
    }
    return (int) value;
  }

  long readLong() throws BrokenDatumException {
    int i = at;
    if (i < end) {
      long b = bytes[i];
      if (b >= 0) {
        at = i + 1;
        return (b >>> 1) ^ -(b & 1);
      }
    }
    return readLongerLong();
  }

  private long readLongerLong() throws BrokenDatumException {
    if (end - at >= Long.BYTES) {
      long word = (long) LONGS.get(bytes, at);
      long stops = ~word & STOP_BITS;
      if (stops != 0) {
        // Up to the first byte whose high bit is not set; of each byte seven bits count.
        long raw = word & (stops ^ (stops - 1)) & ~STOP_BITS;
        raw = (raw & 0x007F_007F_007F_007FL) | ((raw & 0x7F00_7F00_7F00_7F00L) >>> 1);
        raw = (raw & 0x0000_3FFF_0000_3FFFL) | ((raw & 0x3FFF_0000_3FFF_0000L) >>> 2);
        raw = (raw & 0x0000_0000_0FFF_FFFFL) | ((raw & 0x0FFF_FFFF_0000_0000L) >>> 4);
        at += (Long.numberOfTrailingZeros(stops) >> 3) + 1;
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    return readLongestLong();
  }

  private long readLongestLong() throws BrokenDatumException {
    byte[] source = bytes;
    long raw = 0;
    int i = at;
    for (int shift = 0; shift <= MAX_LONG_SHIFT; shift += 7) {
      if (i == end) {
        throw ended();
      }
      int b = source[i++];
      raw |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        if (shift == MAX_LONG_SHIFT && b > 1) {
          break;
        }
        at = i;
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw broken("a number has more than 64 bits");
  }

  float readFloat() throws BrokenDatumException {
    return Float.intBitsToFloat((int) INTS.get(bytes, take(Integer.BYTES)));
  }

  double readDouble() throws BrokenDatumException {
    return Double.longBitsToDouble((long) LONGS.get(bytes, take(Long.BYTES)));
  }

  /** The length of bytes that follow, all of which are there. */
  int readLength() throws BrokenDatumException {
    long length = readLong();
    if (length < 0 || length > end - at) {
      throw broken("a length of %d is not between 0 and what is left".formatted(length));
    }
    return (int) length;
  }

  /** The index of an enum's symbol or of a union's branch. */
  int readIndex(int count) throws BrokenDatumException {
    long index = readLong();
    if (index < 0 || index >= count) {
      throw broken("there is no choice number %d among %d".formatted(index, count));
    }
    return (int) index;
  }

  /** Steps over so many bytes; the index of the first of them. */
  int take(int count) throws BrokenDatumException {
    int start = at;
    if (count > end - start) {
      throw ended();
    }
    at = start + count;
    return start;
  }

  /**
   * The number of items in the next block of an array or map, 0 at its end.
   *
   * @param minItemBytes fewest bytes that an item has
   */
  int readBlock(int minItemBytes) throws BrokenDatumException {
    long count = readLong();
    if (count < 0) {
      readLength();
      count = -count;
    }
    return checkCount(count, minItemBytes);
  }

  /** As {@link #readBlock}, but steps over blocks that say their size. */
  int skipBlocks(int minItemBytes) throws BrokenDatumException {
    long count = readLong();
    while (count < 0) {
      take(readLength());
      count = readLong();
    }
    return checkCount(count, minItemBytes);
  }

  private int checkCount(long count, int minItemBytes) throws BrokenDatumException {
    if (minItemBytes > 0) {
      if (count < 0 || count > (end - at) / minItemBytes) {
        throw broken("a block of %d items is longer than what is left".formatted(count));
      }
      return (int) count;
    }
    work(count);
    return (int) count;
  }

  /** At most so much of a text that has been read, for a message to a person. */
  String shown(int start, int length) {
    return new String(bytes, start, Math.min(length, SHOWN_BYTES), StandardCharsets.UTF_8);
  }

  private BrokenDatumException ended() {
    return broken("it ends too early");
  }

  private BrokenDatumException broken(String what) {
    return new BrokenDatumException(
        "it is not Avro of its schema: %s, at byte %d".formatted(what, at - first + 1));
  }
}
