package io.tributary.load.columns;

import io.tributary.protocol.column.ColumnType;
import java.util.List;

/** Makes the columns of blocks for types; those that the data sets have. */
final class BlockColumns {
  private BlockColumns() {}

  /**
   * A column that takes values of this type.
   *
   * @throws IllegalArgumentException for a type that the prototype does not know
   */
  static BlockColumn of(ColumnType type, Dictionaries dictionaries) {
    return switch (type) {
      case ColumnType.Text _ -> new TextColumn();
      case ColumnType.LowCardinality low ->
          dictionaries == Dictionaries.WRITTEN && low.of() instanceof ColumnType.Text
              ? new DictionaryColumn()
              : of(low.of(), dictionaries);
      case ColumnType.Nullable nullable -> new NullableColumn(of(nullable.of(), dictionaries));
      case ColumnType.Array array ->
          new CollectionColumn("Array", List.of(of(array.of(), dictionaries)));
      case ColumnType.Map map ->
          new CollectionColumn(
              "Map", List.of(of(map.key(), dictionaries), of(map.value(), dictionaries)));
      default -> new FixedColumn(type.sql(), width(type));
    };
  }

  private static int width(ColumnType type) {
    return switch (type) {
      case ColumnType.Bool _ -> 1;
      case ColumnType.SignedInt number -> number.bits() / 8;
      case ColumnType.UnsignedInt number -> number.bits() / 8;
      case ColumnType.Float32 _ -> 4;
      case ColumnType.Float64 _ -> 8;
      case ColumnType.Date _ -> 2;
      case ColumnType.DateTime _ -> 4;
      case ColumnType.DateTime64 _ -> 8;
      case ColumnType.Uuid _ -> 16;
      default -> throw new IllegalArgumentException("no block of " + type.sql());
    };
  }
}
