package io.tributary.connector.decode;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.datafile.Datasource;
import java.util.Map;
import java.util.Objects;

/**
 * The forms of the meta columns that may differ between tables: {@code __partition} is Int16 or
 * Int32, {@code __timestamp} is DateTime or DateTime64.
 *
 * @param partitionBytes 2 or 4
 * @param timestampDigits digits behind the second of a DateTime64, 0 to 9; -1 for DateTime
 * @param storeValue whether {@code __value} gets the message
 */
public record MetaLayout(int partitionBytes, int timestampDigits, StoreValue storeValue) {

  /** Whether {@code __value} is filled. */
  public enum StoreValue {
    YES,
    NO
  }

  static MetaLayout of(Datasource datasource, Map<MetaColumn, ColumnType> types) {
    for (MetaColumn column : MetaColumn.values()) {
      String type = type(types, column).sql();
      boolean fits =
          switch (column) {
            case VALUE, KEY -> type.equals("String");
            case TOPIC -> type.equals("LowCardinality(String)") || type.equals("String");
            case PARTITION -> type.equals("Int16") || type.equals("Int32");
            case OFFSET -> type.equals("Int64");
            case TIMESTAMP -> type.startsWith("DateTime");
            case RUN -> type.equals("UInt32");
          };
      if (!fits) {
        throw new TableMismatchException(
            datasource.name(),
            column.columnName(),
            "is " + type + " in the table; it must be " + column.definition().type());
      }
    }
    return new MetaLayout(
        type(types, MetaColumn.PARTITION).sql().equals("Int16") ? 2 : 4,
        digits(type(types, MetaColumn.TIMESTAMP)),
        datasource.kafka().stored().rawValue() ? StoreValue.YES : StoreValue.NO);
  }

  private static ColumnType type(Map<MetaColumn, ColumnType> types, MetaColumn column) {
    return Objects.requireNonNull(types.get(column));
  }

  private static int digits(ColumnType timestamp) {
    return timestamp instanceof ColumnType.DateTime64 precise ? precise.precision() : -1;
  }
}
