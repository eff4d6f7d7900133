package io.tributary.load.columns;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.Arrays;

/** The bytes of a column's values one after the other; grows, and keeps what it grew to. */
abstract class ByteColumn implements BlockColumn {
  private static final int FIRST_BYTES = 1 << 16;

  private final String type;
  private byte[] bytes = new byte[FIRST_BYTES];
  private int end;

  ByteColumn(String type) {
    this.type = type;
  }

  @Override
  public final String type() {
    return type;
  }

  /** Makes room for so many bytes, and returns where they go. */
  final int reserve(int count) {
    int start = end;
    if (bytes.length - start < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, start + count));
    }
    end = start + count;
    return start;
  }

  final byte[] bytes() {
    return bytes;
  }

  @Override
  public final void drain(RowBinaryWriter out) {
    out.writeRaw(bytes, 0, end);
    end = 0;
  }
}
