package io.tributary.protocol.datafile;

import java.util.List;

/** Every key of {@code .datasource} files that has an effect. */
final class DatasourceKeys {
  static final List<KeyDoc> ALL =
      List.of(
          new KeyDoc("DESCRIPTION", "any text", "", "For people; has no effect."),
          new KeyDoc(
              "SCHEMA",
              "columns, of several lines; required",
              "",
              "The columns and what fills them."),
          new KeyDoc(
              "ENGINE",
              "a table engine",
              "",
              "The engine that the table is created with; without it a missing table is not"
                  + " created."),
          new KeyDoc(
              "ENGINE_SORTING_KEY", "SQL", "", "ORDER BY of the created table; needs `ENGINE`."),
          new KeyDoc(
              "ENGINE_PARTITION_KEY",
              "SQL",
              "",
              "PARTITION BY of the created table; needs `ENGINE`."),
          new KeyDoc(
              "KAFKA_CONNECTION_NAME",
              "name of a `.connection` file; required with Kafka",
              "",
              "The cluster that is consumed. Without any `KAFKA_*` key, only HTTP fills the"
                  + " table."),
          new KeyDoc(
              "KAFKA_TOPIC",
              "1 to 249 letters, digits, dots, underscores and hyphens; required with Kafka",
              "",
              "The topic that is consumed."),
          new KeyDoc(
              "KAFKA_GROUP_ID",
              "any text; required with Kafka",
              "",
              "The consumer group; one datasource for each group and topic of a cluster."),
          new KeyDoc(
              "KAFKA_AUTO_OFFSET_RESET",
              "`latest` or `earliest`",
              "latest",
              "Where a new group begins."),
          new KeyDoc(
              "KAFKA_VALUE_FORMAT",
              "`json_without_schema`, `json_with_schema`, `avro` or `protobuf`",
              "json_without_schema",
              "How values are written. All but the first need `KAFKA_SCHEMA_REGISTRY_URL`."),
          new KeyDoc(
              "KAFKA_KEY_FORMAT",
              "the same",
              "",
              "How keys are written; they are stored as JSON text. Without it their bytes are"
                  + " stored as they are."),
          new KeyDoc(
              "KAFKA_VALIDATE",
              "`on` or `off`",
              "on",
              "Whether values of `json_with_schema` are checked against their schema."),
          new KeyDoc(
              "SCHEMA_EVOLUTION",
              "`none` or `add_columns`",
              "none",
              "Whether new fields of a schema get columns in the table."),
          new KeyDoc(
              "DELIVERY",
              "`best`, `exactly_once` or `at_least_once`",
              "best",
              "Which guarantee rows have. `best` is exactly once where the table allows it;"
                  + " `exactly_once` does not start where it does not."),
          new KeyDoc(
              "KAFKA_STORE_HEADERS",
              "`True` or `False`",
              "False",
              "Whether headers are kept in the column `__headers`."),
          new KeyDoc(
              "KAFKA_STORE_RAW_VALUE",
              "`True` or `False`",
              "False",
              "Whether the whole message is kept in the column `__value`."),
          new KeyDoc(
              "DATE_TIME_INPUT_FORMAT",
              "`best_effort` or `basic`",
              "best_effort",
              "Which texts are times."),
          new KeyDoc(
              "META_COLUMNS",
              "`on` or `off`; only without `KAFKA_*` keys",
              "on",
              "Whether the table has columns that say where a row came from. With `off`, rows"
                  + " cannot be recognised after a crash of the gatherer, so that those in flight"
                  + " may be stored twice."));

  private DatasourceKeys() {}
}
