package io.tributary.connector.decode;

import io.tributary.protocol.table.ColumnDefinition;
import java.util.List;

/**
 * The columns that tell where a row came from. Every table that a Kafka datasource writes to has
 * them, in this order behind the columns of its SCHEMA.
 */
public enum MetaColumn {
  /** The message as it was, only filled with KAFKA_STORE_RAW_VALUE. */
  VALUE("__value", "String"),
  TOPIC("__topic", "LowCardinality(String)"),
  PARTITION("__partition", "Int16"),
  OFFSET("__offset", "Int64"),
  /** Time of the Kafka record. */
  TIMESTAMP("__timestamp", "DateTime"),
  /** Key bytes, empty when the record has no key. */
  KEY("__key", "String"),
  /** Incarnation of the topic. */
  RUN("__run", "UInt32");

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

  /** How a table that we create has it. */
  public ColumnDefinition definition() {
    return new ColumnDefinition(columnName, type, "");
  }

  /** All of them, as a table that we create has them. */
  public static List<ColumnDefinition> definitions() {
    return List.of(values()).stream().map(MetaColumn::definition).toList();
  }
}
