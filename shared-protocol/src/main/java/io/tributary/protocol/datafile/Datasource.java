package io.tributary.protocol.datafile;

import io.tributary.protocol.json.DateTimeInputFormat;
import io.tributary.protocol.table.ColumnDefinition;
import java.util.List;
import java.util.Optional;

/**
 * A table and what fills it: a Kafka topic, or producers over HTTP.
 *
 * @param name file name without {@code .datasource}; also the table name: letters, digits and
 *     underscores, 1 to 255
 * @param schema the columns, in order, without the meta columns that start with {@code __}
 * @param engine engine with its arguments, such as {@code MergeTree}; empty = never create the
 *     table
 * @param sortingKey SQL of ORDER BY, empty for none
 * @param partitionKey SQL of PARTITION BY, empty for none
 * @param timeFormat which texts are read as times
 * @param kafka the topic that fills it; empty for a datasource that only HTTP fills
 * @param metaColumns whether the table has meta columns; always on with Kafka
 */
public record Datasource(
    String name,
    List<SchemaColumn> schema,
    String engine,
    String sortingKey,
    String partitionKey,
    DateTimeInputFormat timeFormat,
    Optional<KafkaSource> kafka,
    MetaColumns metaColumns) {
  public Datasource {
    if (name.isEmpty() || schema.isEmpty()) {
      throw new IllegalArgumentException("datasource '" + name + "' needs a name and columns");
    }
    if (kafka.isPresent() && metaColumns == MetaColumns.OFF) {
      throw new IllegalArgumentException(
          "datasource '" + name + "' reads from Kafka and needs meta columns");
    }
    schema = List.copyOf(schema);
  }

  /** One that a topic fills. */
  public Datasource(
      String name,
      List<SchemaColumn> schema,
      String engine,
      String sortingKey,
      String partitionKey,
      DateTimeInputFormat timeFormat,
      KafkaSource kafka) {
    this(
        name,
        schema,
        engine,
        sortingKey,
        partitionKey,
        timeFormat,
        Optional.of(kafka),
        MetaColumns.ON);
  }

  /** The schema for a CREATE TABLE, without meta columns. */
  public List<ColumnDefinition> columnDefinitions() {
    return schema.stream().map(SchemaColumn::definition).toList();
  }

  /** How its messages are read: over HTTP as JSON that no registry knows. */
  public Formats formats() {
    return kafka.map(KafkaSource::formats).orElse(Formats.DEFAULT);
  }

  /** What is kept beside the fields; nothing over HTTP. */
  public Stored stored() {
    return kafka.map(KafkaSource::stored).orElse(Stored.NOTHING);
  }

  /**
   * The topic that fills it.
   *
   * @throws IllegalStateException if only HTTP does
   */
  public KafkaSource topicSource() {
    return kafka.orElseThrow(
        () -> new IllegalStateException("datasource " + name + " has no Kafka topic"));
  }
}
