package io.tributary.protocol.rowbinary;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A growing byte array that values are appended to in ClickHouse's RowBinary format (little-endian,
 * strings as varint length and bytes). Reusable; allocates only when it grows. One thread.
 *
 * <p>It never holds more than its limit: a write beyond it throws {@link RowTooLargeException} and
 * may leave a part of the value behind, so whoever catches that calls {@link #truncate}.
 */
public final class RowBinaryWriter {
  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private static final int ONE_BYTE_LENGTH = 0x7F;

  private final int usualCapacity;
  private final int maxCapacity;
  private byte[] bytes;
  private int position;
  private int limit;

  /**
   * @param initialCapacity bytes taken at once, 16 or more
   * @param maxCapacity bytes never exceeded, not below {@code initialCapacity}
   */
  public RowBinaryWriter(int initialCapacity, int maxCapacity) {
    this(initialCapacity, initialCapacity, maxCapacity);
  }

  /**
   * A writer that mostly holds about as much.
   *
   * @param initialCapacity bytes taken at once, 16 or more
   * @param usualCapacity growing stops here for as long as that is enough; it doubles before and
   *     behind
   * @param maxCapacity bytes never exceeded, not below {@code initialCapacity}
   */
  public RowBinaryWriter(int initialCapacity, int usualCapacity, int maxCapacity) {
    if (initialCapacity < 16 || maxCapacity < initialCapacity) {
      throw new IllegalArgumentException(
          "capacities must be 16 <= initial <= maximum, but are %d and %d"
              .formatted(initialCapacity, maxCapacity));
    }
    this.usualCapacity = usualCapacity;
    this.maxCapacity = maxCapacity;
    this.limit = maxCapacity;
    this.bytes = new byte[initialCapacity];
  }

  /** Number of bytes written, which is also where the next value goes. */
  public int position() {
    return position;
  }

  /** The array behind the writer; bytes 0 to {@link #position()} are valid until the next write. */
  public byte[] array() {
    return bytes;
  }

  /** Forgets everything from {@code newPosition} on. */
  public void truncate(int newPosition) {
    if (newPosition < 0 || newPosition > position) {
      throw new IllegalArgumentException(
          "cannot truncate %d to %d".formatted(position, newPosition));
    }
    position = newPosition;
  }

  /** Forgets everything and lifts the limit to the maximum capacity; keeps the memory. */
  public void reset() {
    position = 0;
    limit = maxCapacity;
  }

  /** Largest position a write may reach. */
  public int limit() {
    return limit;
  }

  /**
   * Lowers or raises the limit.
   *
   * @param newLimit from the position to the maximum capacity
   */
  public void limit(int newLimit) {
    if (newLimit < position || newLimit > maxCapacity) {
      throw new IllegalArgumentException(
          "the limit must be %d to %d, not %d".formatted(position, maxCapacity, newLimit));
    }
    limit = newLimit;
  }

  /** Bytes that can still be written before the limit. */
  public int remaining() {
    return limit - position;
  }

  /** {@code UInt8}, {@code Int8}, {@code Bool} and markers: the low 8 bits. */
  public void writeInt8(int value) {
    int at = reserve(1);
    bytes[at] = (byte) value;
  }

  /** {@code UInt16}, {@code Int16}, {@code Date}: the low 16 bits. */
  public void writeInt16(int value) {
    int at = reserve(2);
    SHORTS.set(bytes, at, (short) value);
  }

  /** {@code UInt32}, {@code Int32}, {@code DateTime}. */
  public void writeInt32(int value) {
    int at = reserve(4);
    INTS.set(bytes, at, value);
  }

  /** {@code UInt64}, {@code Int64}, {@code DateTime64}. */
  public void writeInt64(long value) {
    int at = reserve(8);
    LONGS.set(bytes, at, value);
  }

  /** {@code UInt128}, {@code Int128}, {@code Decimal} of 128 bits. */
  public void writeInt128(long high, long low) {
    int at = reserve(16);
    LONGS.set(bytes, at, low);
    LONGS.set(bytes, at + 8, high);
  }

  /**
   * {@code UInt256}, {@code Int256}, {@code Decimal} of 256 bits: the word of the highest bits
   * first.
   */
  public void writeInt256(long highest, long higher, long lower, long lowest) {
    writeInt128(lower, lowest);
    writeInt128(highest, higher);
  }

  /** {@code IPv6}: 16 bytes in network order. */
  public void writeIpv6(long high, long low) {
    writeUuid(Long.reverseBytes(high), Long.reverseBytes(low));
  }

  /** {@code Float32}. */
  public void writeFloat32(float value) {
    writeInt32(Float.floatToRawIntBits(value));
  }

  /** {@code Float64}. */
  public void writeFloat64(double value) {
    writeInt64(Double.doubleToRawLongBits(value));
  }

  /** {@code UUID}: two little-endian halves, the high one first. */
  public void writeUuid(long high, long low) {
    int at = reserve(16);
    LONGS.set(bytes, at, high);
    LONGS.set(bytes, at + 8, low);
  }

  /** A NULL of a {@code Nullable} column; nothing follows. */
  public void writeNull() {
    writeInt8(1);
  }

  /** What precedes the value of a {@code Nullable} column that is not NULL. */
  public void writeNotNull() {
    writeInt8(0);
  }

  /** LEB128 of an unsigned 64-bit number: lengths and counts. */
  public void writeVarUInt(long value) {
    if ((value & ~0x7FL) == 0) {
      writeInt8((int) value);
      return;
    }
    int at = reserve(varUIntLength(value));
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at] = (byte) rest;
  }

  /** {@code String} of these bytes, whatever they are. */
  public void writeString(byte[] source, int offset, int length) {
    if (length > ONE_BYTE_LENGTH) {
      writeVarUInt(length);
      writeRaw(source, offset, length);
      return;
    }
    int at = reserve(length + 1);
    bytes[at] = (byte) length;
    copy(source, offset, at + 1, length);
  }

  /**
   * Copies a few bytes in words, which is faster than a call of the library. Bytes behind them are
   * overwritten, but nothing has been written there yet.
   */
  private void copy(byte[] source, int from, int to, int length) {
    int rounded = (length + Long.BYTES - 1) & -Long.BYTES;
    if (from + rounded > source.length || to + rounded > bytes.length) {
      System.arraycopy(source, from, bytes, to, length);
      return;
    }
    for (int i = 0; i < length; i += Long.BYTES) {
      LONGS.set(bytes, to + i, (long) LONGS.get(source, from + i));
    }
  }

  /** {@code String} of these characters in UTF-8; a lone surrogate becomes U+FFFD. */
  public void writeString(char[] source, int offset, int length) {
    int end = offset + length;
    int size = Utf8.length(source, offset, end);
    writeVarUInt(size);
    int at = reserve(size);
    if (size == length) {
      for (int i = 0; i < length; i++) {
        bytes[at + i] = (byte) source[offset + i];
      }
    } else {
      Utf8.encode(source, offset, end, bytes, at);
    }
  }

  /** {@code String} of these characters in UTF-8; a lone surrogate becomes U+FFFD. */
  public void writeString(CharSequence source) {
    int size = Utf8.length(source);
    writeVarUInt(size);
    int at = reserve(size);
    Utf8.encode(source, bytes, at);
  }

  /**
   * {@code FixedString}: these bytes and zeros behind them.
   *
   * @param size of the column, not below {@code length}
   */
  public void writeFixedString(byte[] source, int offset, int length, int size) {
    int at = reserve(size);
    System.arraycopy(source, offset, bytes, at, length);
    Arrays.fill(bytes, at + length, at + size, (byte) 0);
  }

  /** Bytes as they are, without a length. */
  public void writeRaw(byte[] source, int offset, int length) {
    int at = reserve(length);
    System.arraycopy(source, offset, bytes, at, length);
  }

  /**
   * Leaves room for the count of a collection whose size is only known at its end.
   *
   * @return to be given to {@link #endCollection}
   */
  public int beginCollection() {
    return reserve(1);
  }

  /**
   * Fills in the count of the collection begun at {@code start}, moving its elements if need be.
   */
  public void endCollection(int start, int count) {
    int extra = varUIntLength(count) - 1;
    int end = position;
    if (extra > 0) {
      reserve(extra);
      System.arraycopy(bytes, start + 1, bytes, start + 1 + extra, end - start - 1);
    }
    position = start;
    writeVarUInt(count);
    position = end + extra;
  }

  /** May replace {@link #bytes}: read the field only after the call. */
  private int reserve(int count) {
    int start = position;
    if (bytes.length - start < count || limit - start < count) {
      grow(count);
    }
    position = start + count;
    return start;
  }

  private void grow(int count) {
    if (limit - position < count) {
      throw new RowTooLargeException(limit);
    }
    long wanted = (long) position + count;
    long next = Math.max(2L * bytes.length, wanted);
    if (wanted <= usualCapacity && usualCapacity < next) {
      next = usualCapacity;
    }
    bytes = Arrays.copyOf(bytes, (int) Math.min(next, maxCapacity));
  }

  private static int varUIntLength(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  private static VarHandle view(Class<?> arrayType) {
    return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
  }
}
