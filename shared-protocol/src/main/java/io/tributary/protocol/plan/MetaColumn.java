package io.tributary.protocol.plan;

import io.tributary.protocol.datafile.Stored;
import io.tributary.protocol.table.ColumnDefinition;
import java.util.Arrays;
import java.util.List;

/**
 * The columns that tell where a row came from. Every table that a datasource fills has them, in
 * this order behind the columns of its SCHEMA, unless META_COLUMNS is off.
 */
public enum MetaColumn {
  /** The message as it was, only filled with KAFKA_STORE_RAW_VALUE. */
  VALUE("__value", "String"),
  TOPIC("__topic", "LowCardinality(String)"),
  /** Int32 for a topic of more than 32,767 partitions. */
  PARTITION("__partition", "Int16"),
  OFFSET("__offset", "Int64"),
  /** Time of the Kafka record. */
  TIMESTAMP("__timestamp", "DateTime"),
  /** The key as its format says, empty when the record has none. */
  KEY("__key", "String"),
  /** Incarnation of the topic. */
  RUN("__run", "UInt32"),
  /** The headers; only there with KAFKA_STORE_HEADERS. */
  HEADERS("__headers", "Map(String, String)");

  private final String columnName;
  private final String type;

  MetaColumn(String columnName, String type) {
    this.columnName = columnName;
    this.type = type;
  }

  /** Name of the column. */
  public String columnName() {
    return columnName;
  }

  /** How a table has it that we create. */
  public String type() {
    return type;
  }

  /** Those that the tables of a datasource have. */
  public static List<MetaColumn> of(Stored stored) {
    return Arrays.stream(values()).filter(column -> column != HEADERS || stored.headers()).toList();
  }

  /**
   * They as a table has them that we create.
   *
   * @param partitions of the topic
   */
  public static List<ColumnDefinition> definitions(Stored stored, int partitions) {
    return of(stored).stream().map(column -> column.definition(partitions)).toList();
  }

  private ColumnDefinition definition(int partitions) {
    boolean wide = this == PARTITION && partitions > Short.MAX_VALUE;
    return new ColumnDefinition(columnName, wide ? "Int32" : type, "");
  }
}
