package io.tributary.protocol.datafile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.json.DateTimeInputFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasourceFileTest {
  private final Path folder;

  DatasourceFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private TestProject datasource(String text) {
    return new TestProject(folder)
        .file("main.connection", TestProject.CONNECTION)
        .file("d.datasource", text);
  }

  private Datasource read(String text) throws DatafileException {
    return datasource(text).load().datasources().getFirst();
  }

  @Test
  void everySettingIsMapped() throws Exception {
    Datasource read =
        read(
            """
            DESCRIPTION >
                What people do, and when: it's # not a comment's end
            # between
            SCHEMA >
                `timestamp` DateTime(3) `json:$.timestamp`,
                `action` LowCardinality(String) `json:$.action` DEFAULT 'none'

            ENGINE "MergeTree"
            ENGINE_SORTING_KEY >
                timestamp,
                action
            ENGINE_PARTITION_KEY 'toYYYYMM(timestamp)'
            KAFKA_CONNECTION_NAME main # the name of the .connection file
            KAFKA_TOPIC "events.v1"
            KAFKA_GROUP_ID my group
            KAFKA_AUTO_OFFSET_RESET earliest
            KAFKA_VALUE_FORMAT JSON_without_schema
            KAFKA_KEY_FORMAT json_without_schema
            KAFKA_STORE_HEADERS true
            KAFKA_STORE_RAW_VALUE True
            DATE_TIME_INPUT_FORMAT basic
            """);

    assertEquals(
        new Datasource(
            "d",
            List.of(
                new SchemaColumn("timestamp", "DateTime(3)", "$.timestamp", ""),
                new SchemaColumn("action", "LowCardinality(String)", "$.action", "'none'")),
            "MergeTree",
            "timestamp,\n    action",
            "toYYYYMM(timestamp)",
            DateTimeInputFormat.BASIC,
            new KafkaSource(
                "main",
                "events.v1",
                "my group",
                OffsetReset.EARLIEST,
                new Formats(
                    Format.JSON_WITHOUT_SCHEMA,
                    Format.JSON_WITHOUT_SCHEMA,
                    true,
                    SchemaEvolution.NONE),
                new Stored(true, true),
                Delivery.BEST)),
        read);
  }

  @Test
  void defaults() throws Exception {
    Datasource read = read(TestProject.SCHEMA + TestProject.KAFKA);

    assertEquals("", read.engine());
    assertEquals("", read.sortingKey());
    assertEquals("", read.partitionKey());
    assertEquals(DateTimeInputFormat.BEST_EFFORT, read.timeFormat());
    assertEquals(OffsetReset.LATEST, read.topicSource().offsetReset());
    assertEquals(Formats.DEFAULT, read.topicSource().formats());
    assertEquals(Stored.NOTHING, read.topicSource().stored());
    assertEquals(Delivery.BEST, read.topicSource().delivery());
  }

  @Test
  void formatsWithSchemasAreMapped() {
    assertEquals(
        new Formats(Format.JSON_WITH_SCHEMA, Format.PROTOBUF, false, SchemaEvolution.ADD_COLUMNS),
        formats(
            """
            KAFKA_VALUE_FORMAT json_with_schema
            KAFKA_KEY_FORMAT protobuf
            KAFKA_VALIDATE off
            SCHEMA_EVOLUTION add_columns
            """));
    assertEquals(
        new Formats(Format.AVRO, null, true, SchemaEvolution.NONE),
        formats("KAFKA_VALUE_FORMAT avro\nSCHEMA_EVOLUTION none\n"));
  }

  /** Without the check that the connection has a registry. */
  private static Formats formats(String text) {
    FileProblems problems = new FileProblems("d.datasource");
    Datasource read = read(text, problems);
    assertTrue(problems.isEmpty(), () -> problems.list().toString());
    return Objects.requireNonNull(read).topicSource().formats();
  }

  private static @Nullable Datasource read(String text, FileProblems problems) {
    return DatasourceReader.read(
        "d",
        new DatafileSettings(
            TestProject.SCHEMA + TestProject.KAFKA + text,
            Vocabulary.DATASOURCE,
            name -> null,
            problems),
        problems);
  }

  @ParameterizedTest
  @CsvSource({"best, BEST", "exactly_once, EXACTLY_ONCE", "at_least_once, AT_LEAST_ONCE"})
  void guaranteeCanBeChosen(String word, Delivery delivery) {
    Datasource read = read("DELIVERY " + word + "\n", new FileProblems("d.datasource"));
    assertEquals(delivery, Objects.requireNonNull(read).topicSource().delivery());
  }

  @Test
  void validationIsOnOrOff() {
    FileProblems problems = new FileProblems("d.datasource");
    read("KAFKA_KEY_FORMAT json_with_schema\nKAFKA_VALIDATE maybe\n", problems);
    assertEquals(
        "d.datasource:8: KAFKA_VALIDATE 'maybe' is not one of on, off",
        problems.list().getFirst().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "KAFKA_VALUE_FORMAT avro",
    "KAFKA_VALUE_FORMAT json_with_schema",
    "KAFKA_VALUE_FORMAT protobuf",
    "KAFKA_KEY_FORMAT avro",
  })
  void formatsWithSchemasNeedARegistry(String line) {
    TestProject project = datasource(TestProject.SCHEMA + TestProject.KAFKA + line + "\n");

    assertEquals(
        List.of(
            "d.datasource:7: "
                + line.replace(" ", " '")
                + "' needs a schema registry; add KAFKA_SCHEMA_REGISTRY_URL to main.connection"),
        project.problems());
  }

  @Test
  void settingsOfSchemasHaveNoEffectWithoutOne() {
    TestProject project =
        datasource(
            TestProject.SCHEMA
                + TestProject.KAFKA
                + "KAFKA_VALIDATE maybe\nSCHEMA_EVOLUTION add_columns\n");

    assertEquals(
        List.of(
            "d.datasource:7: KAFKA_VALIDATE 'maybe' has no effect without a format of"
                + " json_with_schema; add the line: KAFKA_VALUE_FORMAT json_with_schema",
            "d.datasource:8: SCHEMA_EVOLUTION 'add_columns' needs messages with a schema;"
                + " KAFKA_VALUE_FORMAT can be json_with_schema, avro or protobuf"),
        project.problems());
  }

  @Test
  void documentedSampleIsRead() throws Exception {
    TestProject project =
        new TestProject(folder)
            .secret("KAFKA_GROUP_ID", "local")
            .file("connections/kafka_sample.connection", TestProject.CONNECTION)
            .file(
                "datasources/kafka_sample.datasource",
                """
                SCHEMA >
                   `timestamp` DateTime(3) `json:$.timestamp`,
                   `session_id` String `json:$.session_id`,
                   `action` LowCardinality(String) `json:$.action`,
                   `version` LowCardinality(String) `json:$.version`,
                   `payload` String `json:$.payload`,
                   `data` String `json:$`

                KAFKA_CONNECTION_NAME kafka_sample # The name of the .connection file
                KAFKA_TOPIC test_topic
                KAFKA_GROUP_ID {{ tb_secret("KAFKA_GROUP_ID") }}
                """);

    Datasource read = project.load().datasources().getFirst();

    assertEquals("kafka_sample", read.name());
    assertEquals(6, read.schema().size());
    assertEquals(new SchemaColumn("data", "String", "$", ""), read.schema().getLast());
    assertEquals("local", read.topicSource().groupId());
    assertEquals("DateTime64(3)", read.columnDefinitions().getFirst().type());
  }

  @Test
  void ownFlushSettingsAreNotSupportedYet() {
    TestProject project =
        datasource(
            TestProject.SCHEMA
                + TestProject.KAFKA
                + "FLUSH_ROWS 1000\n"
                + "FLUSH_BYTES 1MiB\n"
                + "FLUSH_INTERVAL 1s\n");

    assertEquals(
        List.of(
            "d.datasource:7: FLUSH_ROWS is known, but not supported yet; remove the line",
            "d.datasource:8: FLUSH_BYTES is known, but not supported yet; remove the line",
            "d.datasource:9: FLUSH_INTERVAL is known, but not supported yet; remove the line"),
        project.problems());
  }

  @Test
  void choicesAreChecked() {
    TestProject project =
        datasource(
            TestProject.SCHEMA
                + TestProject.KAFKA.replace("TOPIC events", "TOPIC a/b")
                + "KAFKA_AUTO_OFFSET_RESET none\nKAFKA_STORE_RAW_VALUE yes\n"
                + "KAFKA_KEY_FORMAT xml\n"
                + "DATE_TIME_INPUT_FORMAT us\n");

    assertEquals(
        List.of(
            "d.datasource:5: KAFKA_TOPIC 'a/b' is not a topic name; use 1 to 249 letters, digits,"
                + " dots, underscores and hyphens",
            "d.datasource:7: KAFKA_AUTO_OFFSET_RESET 'none' is not one of latest, earliest",
            "d.datasource:8: KAFKA_STORE_RAW_VALUE 'yes' is not one of True, False",
            "d.datasource:9: KAFKA_KEY_FORMAT 'xml' is not one of json_without_schema,"
                + " json_with_schema, avro, protobuf",
            "d.datasource:10: DATE_TIME_INPUT_FORMAT 'us' is not one of best_effort, basic"),
        project.problems());
  }

  @Test
  void datasourceWithoutKafkaIsFilledOverHttp() throws Exception {
    Datasource read = read(TestProject.SCHEMA);

    assertEquals(Optional.empty(), read.kafka());
    assertEquals(MetaColumns.ON, read.metaColumns());
    assertEquals(Formats.DEFAULT, read.formats());
    assertEquals(Stored.NOTHING, read.stored());
    assertEquals("", read.engine());
    assertEquals(MetaColumns.ON, read(TestProject.SCHEMA + "META_COLUMNS On\n").metaColumns());
    assertEquals(MetaColumns.OFF, read(TestProject.SCHEMA + "META_COLUMNS off\n").metaColumns());
  }

  @ParameterizedTest
  @CsvSource({
    "KAFKA_TOPIC events, KAFKA_CONNECTION_NAME, KAFKA_GROUP_ID",
    "KAFKA_CONNECTION_NAME main, KAFKA_TOPIC, KAFKA_GROUP_ID",
    "KAFKA_STORE_HEADERS True, KAFKA_CONNECTION_NAME, KAFKA_TOPIC",
  })
  void oneKeyOfKafkaAsksForTheOthers(String line, String missing, String alsoMissing) {
    List<String> problems = datasource(TestProject.SCHEMA + line + "\n").problems();

    for (String key : List.of(missing, alsoMissing)) {
      String problem = "d.datasource:1: " + key + " is missing; add a line such as: ";
      assertTrue(problems.stream().anyMatch(one -> one.startsWith(problem)), problems.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  void rowsFromKafkaAlwaysHaveMetaColumns(String word) {
    TestProject project =
        datasource(TestProject.SCHEMA + TestProject.KAFKA + "META_COLUMNS " + word + "\n");

    assertEquals(
        List.of(
            "d.datasource:7: META_COLUMNS '"
                + word
                + "' is only for datasources without KAFKA_* settings: rows from Kafka are told"
                + " apart by their meta columns; remove the line"),
        project.problems());
  }

  @Test
  void settingsWithoutEffectOnHttpAreRefused() {
    TestProject project =
        datasource(
            TestProject.SCHEMA
                + "SCHEMA_EVOLUTION add_columns\nDELIVERY exactly_once\nMETA_COLUMNS some\n");

    assertEquals(
        List.of(
            "d.datasource:4: SCHEMA_EVOLUTION 'add_columns' has no effect on rows over HTTP; remove"
                + " the line, or add KAFKA_CONNECTION_NAME, KAFKA_TOPIC and KAFKA_GROUP_ID",
            "d.datasource:5: DELIVERY 'exactly_once' has no effect on rows over HTTP; remove the"
                + " line, or add KAFKA_CONNECTION_NAME, KAFKA_TOPIC and KAFKA_GROUP_ID",
            "d.datasource:6: META_COLUMNS 'some' is not one of on, off"),
        project.problems());
  }

  @Test
  void keysOfAnEngineNeedAnEngine() {
    TestProject project =
        datasource(TestProject.SCHEMA + TestProject.KAFKA + "ENGINE_SORTING_KEY data\n");

    assertEquals(
        List.of(
            "d.datasource:7: ENGINE_SORTING_KEY 'data' has no effect without an engine; add the"
                + " line: ENGINE MergeTree"),
        project.problems());
  }

  @ParameterizedTest
  @ValueSource(strings = {"    `x` String", "= 1", "\"KAFKA_TOPIC\" x"})
  void aLineOutsideOfABlockIsAKeyAndAValue(String line) {
    List<String> problems =
        datasource(TestProject.KAFKA + line + "\n" + TestProject.SCHEMA).problems();

    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().startsWith("d.datasource:4: "), problems.getFirst());
    assertTrue(problems.getFirst().contains("is neither KEY value nor part of a block"));
  }
}
