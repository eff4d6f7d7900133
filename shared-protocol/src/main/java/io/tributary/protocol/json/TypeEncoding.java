package io.tributary.protocol.json;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.rowbinary.RowBinaryWriter;

/**
 * Writes a type as ClickHouse's binary encoding of data types has it. Knows the types that can be
 * inferred from JSON.
 */
final class TypeEncoding {
  static final int NOTHING = 0x00;
  static final int UINT64 = 0x04;
  static final int INT64 = 0x0A;
  static final int FLOAT64 = 0x0E;
  static final int DATE = 0x0F;
  static final int DATE_TIME = 0x11;
  static final int DATE_TIME64 = 0x13;
  static final int STRING = 0x15;
  static final int BOOL = 0x2D;

  private static final int ARRAY = 0x1E;
  private static final int NAMED_TUPLE = 0x20;
  private static final int NULLABLE = 0x23;
  private static final int DYNAMIC = 0x2B;
  private static final int DYNAMIC_MAX_TYPES = 32;

  private TypeEncoding() {}

  static void write(ColumnType type, RowBinaryWriter out) {
    switch (type) {
      case ColumnType.SignedInt(int bits) when bits == 64 -> out.writeInt8(INT64);
      case ColumnType.UnsignedInt(int bits) when bits == 64 -> out.writeInt8(UINT64);
      case ColumnType.Float64 _ -> out.writeInt8(FLOAT64);
      case ColumnType.Bool _ -> out.writeInt8(BOOL);
      case ColumnType.Text _ -> out.writeInt8(STRING);
      case ColumnType.Date _ -> out.writeInt8(DATE);
      case ColumnType.DateTime(String zone) when zone.isEmpty() -> out.writeInt8(DATE_TIME);
      case ColumnType.DateTime64(int precision, String zone) when zone.isEmpty() -> {
        out.writeInt8(DATE_TIME64);
        out.writeInt8(precision);
      }
      case ColumnType.Dynamic _ -> {
        out.writeInt8(DYNAMIC);
        out.writeInt8(DYNAMIC_MAX_TYPES);
      }
      case ColumnType.Nullable(ColumnType of) -> {
        out.writeInt8(NULLABLE);
        write(of, out);
      }
      case ColumnType.Array(ColumnType of) -> {
        out.writeInt8(ARRAY);
        write(of, out);
      }
      case ColumnType.Tuple tuple when tuple.named() -> {
        out.writeInt8(NAMED_TUPLE);
        out.writeVarUInt(tuple.elements().size());
        for (ColumnType.Element element : tuple.elements()) {
          out.writeString(element.name());
          write(element.type(), out);
        }
      }
      default -> throw new IllegalStateException(type.sql() + " is never inferred from JSON");
    }
  }
}
