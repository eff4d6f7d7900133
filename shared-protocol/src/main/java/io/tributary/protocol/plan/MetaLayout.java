package io.tributary.protocol.plan;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.Stored;
import java.util.Map;
import java.util.Objects;

/**
 * The forms of the meta columns that may differ between tables: {@code __partition} is Int16 or
 * Int32, {@code __timestamp} is DateTime or DateTime64.
 *
 * @param partitionBytes 2 or 4
 * @param timestampDigits digits behind the second of a DateTime64, 0 to 9; -1 for DateTime
 * @param stored whether {@code __value} gets the message, and whether there is {@code __headers}
 */
public record MetaLayout(int partitionBytes, int timestampDigits, Stored stored) {

  /**
   * @param types those of {@link MetaColumn#of}
   */
  static MetaLayout of(Datasource datasource, Map<MetaColumn, ColumnType> types) {
    types.forEach(
        (column, columnType) -> {
          String type = columnType.sql();
          boolean fits =
              switch (column) {
                case VALUE, KEY -> type.equals("String");
                case TOPIC -> type.equals("LowCardinality(String)") || type.equals("String");
                case PARTITION -> type.equals("Int16") || type.equals("Int32");
                case OFFSET -> type.equals("Int64");
                case TIMESTAMP -> type.startsWith("DateTime");
                case RUN -> type.equals("UInt32");
                case HEADERS ->
                    type.equals("Map(String, String)")
                        || type.equals("Map(LowCardinality(String), String)");
              };
          if (!fits) {
            throw new TableMismatchException(
                datasource.name(),
                column.columnName(),
                "is " + type + " in the table; it must be " + column.type());
          }
        });
    return new MetaLayout(
        type(types, MetaColumn.PARTITION).sql().equals("Int16") ? Short.BYTES : Integer.BYTES,
        digits(type(types, MetaColumn.TIMESTAMP)),
        datasource.stored());
  }

  private static ColumnType type(Map<MetaColumn, ColumnType> types, MetaColumn column) {
    return Objects.requireNonNull(types.get(column));
  }

  private static int digits(ColumnType timestamp) {
    return timestamp instanceof ColumnType.DateTime64 precise ? precise.precision() : -1;
  }
}
