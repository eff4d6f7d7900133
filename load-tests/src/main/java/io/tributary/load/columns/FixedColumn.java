package io.tributary.load.columns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Numbers, times and UUIDs: the same bytes as in RowBinary. */
final class FixedColumn extends ByteColumn {
  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private final int width;

  /**
   * @param width bytes of a value: 1, 2, 4, 8 or 16
   */
  FixedColumn(String type, int width) {
    super(type);
    this.width = width;
  }

  @Override
  public void take(RowCursor rows) {
    byte[] from = rows.bytes();
    int source = rows.skip(width);
    int target = reserve(width);
    byte[] to = bytes();
    switch (width) {
      case 8 -> LONGS.set(to, target, (long) LONGS.get(from, source));
      case 4 -> INTS.set(to, target, (int) INTS.get(from, source));
      case 2 -> SHORTS.set(to, target, (short) SHORTS.get(from, source));
      case 1 -> to[target] = from[source];
      default -> {
        LONGS.set(to, target, (long) LONGS.get(from, source));
        LONGS.set(to, target + 8, (long) LONGS.get(from, source + 8));
      }
    }
  }

  @Override
  public void takeDefault() {
    int at = reserve(width);
    Arrays.fill(bytes(), at, at + width, (byte) 0);
  }

  private static VarHandle view(Class<?> arrayType) {
    return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
  }
}
