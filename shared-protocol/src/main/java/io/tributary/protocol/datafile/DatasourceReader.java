package io.tributary.protocol.datafile;

import io.tributary.protocol.json.DateTimeInputFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Datasource} of the settings of a {@code .datasource} file. */
final class DatasourceReader {
  private static final String KAFKA = "KAFKA_";
  private static final String META_COLUMNS = "META_COLUMNS";

  /** Keys of other names that have no effect without Kafka. */
  private static final List<String> KAFKA_ONLY = List.of("SCHEMA_EVOLUTION", "DELIVERY");

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
    DateTimeInputFormat timeFormat =
        settings.choice("DATE_TIME_INPUT_FORMAT", DateTimeInputFormat.BEST_EFFORT);
    boolean fromKafka = settings.hasAny(KAFKA);
    MetaColumns metaColumns = reader.metaColumns(fromKafka);
    KafkaSource kafka = fromKafka ? KafkaSourceReader.read(settings) : null;
    if (!fromKafka) {
      KAFKA_ONLY.forEach(reader::refuseWithoutKafka);
    }
    if ((fromKafka && kafka == null) || schema.isEmpty()) {
      return null;
    }
    return new Datasource(
        name,
        schema,
        engine,
        sortingKey,
        partitionKey,
        timeFormat,
        Optional.ofNullable(kafka),
        metaColumns);
  }

  private MetaColumns metaColumns(boolean fromKafka) {
    if (fromKafka && settings.has(META_COLUMNS)) {
      settings.refuse(
          META_COLUMNS,
          "is only for datasources without KAFKA_* settings: rows from Kafka are told apart by"
              + " their meta columns; remove the line");
      return MetaColumns.ON;
    }
    return settings.choice(META_COLUMNS, MetaColumns.ON);
  }

  private void refuseWithoutKafka(String key) {
    if (settings.has(key)) {
      settings.refuse(
          key,
          "has no effect on rows over HTTP; remove the line, or add KAFKA_CONNECTION_NAME,"
              + " KAFKA_TOPIC and KAFKA_GROUP_ID");
    }
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

  private String text(String key) {
    String value = settings.optional(key);
    return value == null ? "" : value;
  }
}
