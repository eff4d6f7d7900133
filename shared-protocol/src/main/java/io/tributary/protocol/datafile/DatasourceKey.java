package io.tributary.protocol.datafile;

import java.util.Arrays;
import java.util.List;

/** Every key of {@code .datasource} files that has an effect. */
enum DatasourceKey {
  DESCRIPTION("any text", "", "For people; has no effect."),
  SCHEMA("columns, of several lines; required", "", "The columns and what fills them."),
  ENGINE(
      "a table engine",
      "",
      "The engine that the table is created with; without it a missing table is not created."),
  ENGINE_SORTING_KEY("SQL", "", "ORDER BY of the created table; needs `ENGINE`."),
  ENGINE_PARTITION_KEY("SQL", "", "PARTITION BY of the created table; needs `ENGINE`."),
  KAFKA_CONNECTION_NAME(
      "name of a `.connection` file; required", "", "The cluster that is consumed."),
  KAFKA_TOPIC(
      "1 to 249 letters, digits, dots, underscores and hyphens; required",
      "",
      "The topic that is consumed."),
  KAFKA_GROUP_ID(
      "any text; required",
      "",
      "The consumer group; one datasource for each group and topic of a cluster."),
  KAFKA_AUTO_OFFSET_RESET("`latest` or `earliest`", "latest", "Where a new group begins."),
  KAFKA_VALUE_FORMAT(
      "`json_without_schema`, `json_with_schema`, `avro` or `protobuf`",
      "json_without_schema",
      "How values are written. All but the first need `KAFKA_SCHEMA_REGISTRY_URL`."),
  KAFKA_KEY_FORMAT(
      "the same",
      "",
      "How keys are written; they are stored as JSON text. Without it their bytes are stored as"
          + " they are."),
  KAFKA_VALIDATE(
      "`on` or `off`",
      "on",
      "Whether values of `json_with_schema` are checked against their schema."),
  SCHEMA_EVOLUTION(
      "`none` or `add_columns`",
      "none",
      "Whether new fields of a schema get columns in the table."),
  KAFKA_STORE_HEADERS(
      "`True` or `False`", "False", "Whether headers are kept in the column `__headers`."),
  KAFKA_STORE_RAW_VALUE(
      "`True` or `False`", "False", "Whether the whole message is kept in the column `__value`."),
  DATE_TIME_INPUT_FORMAT("`best_effort` or `basic`", "best_effort", "Which texts are times.");

  private final String allowed;
  private final String fallback;
  private final String sentence;

  DatasourceKey(String allowed, String fallback, String sentence) {
    this.allowed = allowed;
    this.fallback = fallback;
    this.sentence = sentence;
  }

  static List<KeyDoc> documented() {
    return Arrays.stream(values())
        .map(key -> new KeyDoc(key.name(), key.allowed, key.fallback, key.sentence))
        .toList();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Enum::name).toList();
  }
}
