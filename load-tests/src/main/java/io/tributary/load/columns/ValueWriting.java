package io.tributary.load.columns;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Writes decoded values row by row, all into one buffer or each column into one of its own: what a
 * connector would do differently for Native. Knows the types of data set W. The values lie in
 * memory as RowBinary has them, so that taking one costs a load.
 */
final class ValueWriting {
  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);
  private static final int TEXT = -1;
  private static final int MAP = -2;
  private static final int MOST_BYTES = 1 << 24;

  private final int[] kinds;
  private final RowBinaryWriter[] values;
  private final RowBinaryWriter[] mapKeys;
  private final RowBinaryWriter[] mapValues;
  private final long[] ends;
  private final boolean columnar;

  private ValueWriting(List<RowColumn> columns, boolean columnar) {
    this.columnar = columnar;
    this.kinds = columns.stream().mapToInt(column -> kind(column.type())).toArray();
    this.ends = new long[kinds.length];
    RowBinaryWriter one = writer();
    this.values = writers(one);
    this.mapKeys = writers(one);
    this.mapValues = writers(one);
  }

  /** Rows, as today. */
  static ValueWriting rows(List<RowColumn> columns) {
    return new ValueWriting(columns, false);
  }

  /** Columns. */
  static ValueWriting columns(List<RowColumn> columns) {
    return new ValueWriting(columns, true);
  }

  private RowBinaryWriter[] writers(RowBinaryWriter one) {
    RowBinaryWriter[] writers = new RowBinaryWriter[kinds.length];
    Arrays.setAll(writers, _ -> columnar ? writer() : one);
    return writers;
  }

  private static RowBinaryWriter writer() {
    return new RowBinaryWriter(1 << 16, MOST_BYTES);
  }

  /** Writes one row's values. */
  void write(RowCursor in) {
    byte[] from = in.bytes();
    for (int i = 0; i < kinds.length; i++) {
      RowBinaryWriter out = values[i];
      switch (kinds[i]) {
        case TEXT -> text(in, out);
        case MAP -> map(in, i);
        case 8 -> out.writeInt64((long) LONGS.get(from, in.skip(8)));
        case 4 -> out.writeInt32((int) INTS.get(from, in.skip(4)));
        case 2 -> out.writeInt16((short) SHORTS.get(from, in.skip(2)));
        default -> throw new IllegalStateException("no such width: " + kinds[i]);
      }
    }
  }

  private static void text(RowCursor in, RowBinaryWriter out) {
    int length = in.readLength();
    out.writeString(in.bytes(), in.skip(length), length);
  }

  private void map(RowCursor in, int column) {
    int size = in.readLength();
    if (columnar) {
      ends[column] += size;
      values[column].writeInt64(ends[column]);
    } else {
      values[column].writeVarUInt(size);
    }
    for (int i = 0; i < size; i++) {
      text(in, mapKeys[column]);
      text(in, mapValues[column]);
    }
  }

  /** Joins what was written into a batch's payload, and begins anew. */
  void seal(RowBinaryWriter batch) {
    for (int i = 0; i < kinds.length && (columnar || i == 0); i++) {
      join(values[i], batch);
      join(mapKeys[i], batch);
      join(mapValues[i], batch);
      ends[i] = 0;
    }
  }

  private static void join(RowBinaryWriter part, RowBinaryWriter batch) {
    batch.writeRaw(part.array(), 0, part.position());
    part.reset();
  }

  private static int kind(ColumnType type) {
    return switch (type) {
      case ColumnType.Text _ -> TEXT;
      case ColumnType.LowCardinality _ -> TEXT;
      case ColumnType.Map _ -> MAP;
      case ColumnType.SignedInt number -> number.bits() / 8;
      case ColumnType.UnsignedInt number -> number.bits() / 8;
      case ColumnType.Float64 _ -> 8;
      case ColumnType.DateTime64 _ -> 8;
      case ColumnType.DateTime _ -> 4;
      default -> throw new IllegalArgumentException("not in data set W: " + type.sql());
    };
  }

  private static VarHandle view(Class<?> arrayType) {
    return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
  }
}
