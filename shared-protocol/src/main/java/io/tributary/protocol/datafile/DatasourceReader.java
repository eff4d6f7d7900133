package io.tributary.protocol.datafile;

import io.tributary.protocol.json.DateTimeInputFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Datasource} of the settings of a {@code .datasource} file. */
final class DatasourceReader {
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
  private static final String RESET = "KAFKA_AUTO_OFFSET_RESET";
  private static final String TIME_FORMAT = "DATE_TIME_INPUT_FORMAT";
  private static final String RAW_VALUE = "KAFKA_STORE_RAW_VALUE";

  private final DatafileSettings settings;
  private final FileProblems problems;

  private DatasourceReader(DatafileSettings settings, FileProblems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  /** Null when it left problems behind. */
  static @Nullable Datasource read(String name, DatafileSettings settings, FileProblems problems) {
    DatasourceReader reader = new DatasourceReader(settings, problems);
    List<SchemaColumn> schema = reader.schema();
    String engine = reader.text("ENGINE");
    String sortingKey = reader.engineKey("ENGINE_SORTING_KEY");
    String partitionKey = reader.engineKey("ENGINE_PARTITION_KEY");
    DateTimeInputFormat timeFormat = reader.timeFormat();
    KafkaSource kafka = reader.kafka();
    if (kafka == null || schema.isEmpty()) {
      return null;
    }
    return new Datasource(name, schema, engine, sortingKey, partitionKey, timeFormat, kafka);
  }

  private List<SchemaColumn> schema() {
    List<Setting.Line> lines = settings.block("SCHEMA");
    if (lines == null || lines.isEmpty()) {
      settings.refuse(
          "SCHEMA",
          "has no columns; add the line SCHEMA > and below it, indented, "
              + "for example: `data` String `json:$`");
      return List.of();
    }
    return SchemaParser.parse(lines, problems);
  }

  private String engineKey(String key) {
    String value = text(key);
    if (!value.isEmpty() && !settings.has("ENGINE")) {
      settings.refuse(key, "has no effect without an engine; add the line: ENGINE MergeTree");
    }
    return value;
  }

  private @Nullable KafkaSource kafka() {
    String connection =
        settings.required("KAFKA_CONNECTION_NAME", "KAFKA_CONNECTION_NAME my_connection");
    String topic = settings.required("KAFKA_TOPIC", "KAFKA_TOPIC my_topic");
    String group = settings.required("KAFKA_GROUP_ID", "KAFKA_GROUP_ID my_group");
    if (topic != null && !TOPIC.matcher(topic).matches()) {
      settings.refuse(
          "KAFKA_TOPIC",
          "is not a topic name; use 1 to 249 letters, digits, dots, underscores and hyphens");
      topic = null;
    }
    OffsetReset reset = offsetReset();
    boolean storeRawValue = isStoringRawValue();
    if (connection == null || topic == null || group == null) {
      return null;
    }
    return new KafkaSource(connection, topic, group, reset, storeRawValue);
  }

  private DateTimeInputFormat timeFormat() {
    String value = text(TIME_FORMAT).toLowerCase(Locale.ROOT);
    if (!value.isEmpty() && !value.equals("best_effort") && !value.equals("basic")) {
      settings.refuse(TIME_FORMAT, "is not one of best_effort, basic");
    }
    return value.equals("basic") ? DateTimeInputFormat.BASIC : DateTimeInputFormat.BEST_EFFORT;
  }

  private OffsetReset offsetReset() {
    String value = text(RESET).toLowerCase(Locale.ROOT);
    if (!value.isEmpty() && !value.equals("latest") && !value.equals("earliest")) {
      settings.refuse(RESET, "is not one of latest, earliest");
    }
    return value.equals("earliest") ? OffsetReset.EARLIEST : OffsetReset.LATEST;
  }

  private boolean isStoringRawValue() {
    String value = text(RAW_VALUE).toLowerCase(Locale.ROOT);
    if (!value.isEmpty() && !value.equals("true") && !value.equals("false")) {
      settings.refuse(RAW_VALUE, "is not one of True, False");
    }
    return value.equals("true");
  }

  private String text(String key) {
    String value = settings.optional(key);
    return value == null ? "" : value;
  }
}
