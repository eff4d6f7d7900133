package io.tributary.protocol.datafile;

import io.tributary.protocol.json.DateTimeInputFormat;
import io.tributary.protocol.table.ColumnDefinition;
import java.util.List;

/**
 * A table and the Kafka topic that fills it.
 *
 * @param name file name without {@code .datasource}; also the table name: letters, digits and
 *     underscores, 1 to 255
 * @param schema the columns, in order, without the meta columns that start with {@code __}
 * @param engine engine with its arguments, such as {@code MergeTree}; empty = never create the
 *     table
 * @param sortingKey SQL of ORDER BY, empty for none
 * @param partitionKey SQL of PARTITION BY, empty for none
 * @param timeFormat which texts are read as times
 * @param kafka where the rows come from
 */
public record Datasource(
    String name,
    List<SchemaColumn> schema,
    String engine,
    String sortingKey,
    String partitionKey,
    DateTimeInputFormat timeFormat,
    KafkaSource kafka) {
  public Datasource {
    if (name.isEmpty() || schema.isEmpty()) {
      throw new IllegalArgumentException("datasource '" + name + "' needs a name and columns");
    }
    schema = List.copyOf(schema);
  }

  /** The schema for a CREATE TABLE, without meta columns. */
  public List<ColumnDefinition> columnDefinitions() {
    return schema.stream().map(SchemaColumn::definition).toList();
  }
}
