package io.tributary.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.process.SqlClient;
import io.tributary.load.proof.OffsetProof;
import io.tributary.load.workload.EventProducer;
import io.tributary.load.workload.KafkaProject;
import io.tributary.testservers.TestClickHouse;
import io.tributary.testservers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows from a topic to a table, through a gatherer and a connector in processes of their own. */
class EndToEndIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String DATABASE = "end_to_end";
  private static final String KAFKA = TestServers.shared().bootstrapServers();
  private static final TestClickHouse CLICK_HOUSE = TestServers.shared().clickHouse();
  private static final SqlClient SQL =
      new SqlClient(CLICK_HOUSE.url(), CLICK_HOUSE.user(), CLICK_HOUSE.password());
  private static final Map<String, String> FAST = CLICK_HOUSE.settings("FLUSH_INTERVAL", "100ms");

  @BeforeAll
  static void database() {
    CLICK_HOUSE.createDatabase(DATABASE);
  }

  @Test
  void fieldsKeysAndMetaColumnsArriveAndBadRecordsAreQuarantined(@TempDir Path work)
      throws IOException {
    EventProducer.createTopic(KAFKA, "orders", 1);
    List<String> traced = List.of("-Dtributary.log.trail=DEBUG");
    try (ServiceUnderLoad gatherer =
            ServiceUnderLoad.gatherer(work, SQL.url(), DATABASE, FAST).withJvmOptions(traced);
        ServiceUnderLoad connector =
            ServiceUnderLoad.connector(work, datafiles(work, "orders"), gatherer.listen(), Map.of())
                .withJvmOptions(traced);
        KafkaProducer<byte @Nullable [], byte @Nullable []> producer = producer()) {
      gatherer.start();
      connector.start();
      send(
          producer,
          "orders",
          "k0",
          "{\"id\":1,\"customer\":{\"name\":\"Zoë\"},\"tags\":[\"a\",\"b\"]}");
      send(producer, "orders", "k1", "{\"id\":\"two\"}");
      send(producer, "orders", "k2", "no JSON at all");
      send(producer, "orders", "k3", null);
      send(producer, "orders", null, "{\"tags\":[],\"id\":2,\"note\":\"here\",\"more\":{}}");
      producer.flush();
      awaitCommitted("orders", 2);
      assertLogsTellTheWayFromPollToPart(connector, gatherer);
    }
    assertEquals(
        """
        1\tZoë\t['a','b']\tnone\tk0\torders\t0\t0
        2\t\t[]\there\t\torders\t0\t4\
        """,
        SQL.query(
            "SELECT id, name, tags, note, __key, __topic, __partition, __offset FROM "
                + DATABASE
                + ".orders ORDER BY __offset FORMAT TSV"));
    assertEquals(
        """
        1\tk1\t{"id":"two"}\t['id']\t1\ttype error\t\\N
        2\tk2\tno JSON at all\t['']\t1\tundecodable\t\\N
        3\tk3\t\t['']\t1\ttombstone\t\\N\
        """,
        SQL.query(
            "SELECT __offset, __key, __value, c__error_column, length(c__error), c__reason, id FROM"
                + " "
                + DATABASE
                + ".orders_quarantine ORDER BY __offset FORMAT TSVRaw"));
  }

  private static void assertLogsTellTheWayFromPollToPart(
      ServiceUnderLoad connector, ServiceUnderLoad gatherer) {
    for (long offset : List.of(0L, 1L)) {
      Await.until(
          "offset " + offset + " is committed",
          LIMIT,
          () -> steps(connector.log(), offset).contains("committed"));
      assertEquals(
          List.of("polled", "sealed", "sent", "answered", "committed"),
          steps(connector.log(), offset));
      assertEquals(
          List.of("looked", "accepted", "inserting", "inserted", "settled"),
          steps(gatherer.log(), offset));
    }
  }

  /** The steps of partition 0 that concern an offset, in order, each once. */
  private static List<String> steps(Path log, long offset) {
    Pattern line = Pattern.compile(" trail (\\w+) topic=orders .* offsets=(\\d+)-(\\d+) ");
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .map(line::matcher)
          .filter(Matcher::find)
          .filter(
              found ->
                  Long.parseLong(found.group(2)) <= offset
                      && offset <= Long.parseLong(found.group(3)))
          .map(found -> found.group(1))
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void headersKeysAndTombstonesAreStored(@TempDir Path work) throws IOException {
    EventProducer.createTopic(KAFKA, "states", 1);
    try (ServiceUnderLoad gatherer = ServiceUnderLoad.gatherer(work, SQL.url(), DATABASE, FAST);
        ServiceUnderLoad connector =
            ServiceUnderLoad.connector(work, states(work), gatherer.listen(), Map.of());
        KafkaProducer<byte @Nullable [], byte @Nullable []> producer = producer()) {
      gatherer.start();
      connector.start();
      List<Header> headers =
          List.of(
              new RecordHeader("trace", bytes("a'b")),
              new RecordHeader("raw", new byte[] {0, -1}),
              new RecordHeader("tag", bytes("x")),
              new RecordHeader("tag", bytes("y")));
      byte[] key = bytes("{\"k\":1}");
      sendAll(
          producer,
          new ProducerRecord<>("states", 0, key, bytes("{\"id\":1,\"name\":\"new\"}"), headers),
          new ProducerRecord<>("states", 0, key, null),
          new ProducerRecord<>("states", 0, bytes("no JSON"), bytes("{\"id\":2}"), headers));
      awaitCommitted("states", 2);
    }
    String stored = "{'trace':'a\\'b','raw':'base64:AP8=','tag':'[\"x\",\"y\"]'}";
    assertEquals(
        "0\t1\tnew\t{\"k\":1}\t{\"id\":1,\"name\":\"new\"}\t"
            + stored
            + "\n1\t\\N\tgone\t{\"k\":1}\t\t{}",
        SQL.query(
            "SELECT __offset, id, name, __key, __value, __headers FROM "
                + DATABASE
                + ".states ORDER BY __offset FORMAT TSVRaw"));
    assertEquals(
        "2\tno JSON\t{\"id\":2}\t8\t" + stored + "\t['__key']\tundecodable\t\\N\t\\N\t1",
        SQL.query(
            "SELECT __offset, __key, __value, c__value_length, __headers, c__error_column,"
                + " c__reason, c__schema_id, c__replayed, startsWith(c__import_id, 'connector ')"
                + " FROM "
                + DATABASE
                + ".states_quarantine FORMAT TSVRaw"));
  }

  @SafeVarargs
  private static void sendAll(
      KafkaProducer<byte @Nullable [], byte @Nullable []> producer,
      ProducerRecord<byte @Nullable [], byte @Nullable []>... records) {
    for (ProducerRecord<byte @Nullable [], byte @Nullable []> record : records) {
      var unused = producer.send(record);
    }
    producer.flush();
  }

  private static Path states(Path work) throws IOException {
    return new KafkaProject(
            KAFKA,
            "states",
            """
            SCHEMA >
                `id` Nullable(UInt64) `json:$.id`,
                `name` String `json:$.name` DEFAULT 'gone'
            """,
            """
            ENGINE MergeTree
            KAFKA_KEY_FORMAT json_without_schema
            KAFKA_STORE_HEADERS True
            KAFKA_STORE_RAW_VALUE True
            """,
            "states",
            "readers-states",
            "earliest")
        .write(work);
  }

  @Test
  void cleanRestartOfAConnectorStoresEachRowOnce(@TempDir Path work) throws IOException {
    EventProducer.createTopic(KAFKA, "restarts", 4);
    try (ServiceUnderLoad gatherer = ServiceUnderLoad.gatherer(work, SQL.url(), DATABASE, FAST);
        ServiceUnderLoad connector =
            ServiceUnderLoad.connector(
                work, datafiles(work, "restarts"), gatherer.listen(), Map.of());
        KafkaProducer<byte @Nullable [], byte @Nullable []> producer = producer()) {
      gatherer.start();
      for (int round = 0; round < 2; round++) {
        connector.start();
        for (int i = 0; i < 5_000; i++) {
          send(producer, "restarts", Integer.toString(i), "{\"id\":" + i + "}");
        }
        producer.flush();
        long expected = round * 5_000L;
        Await.until(
            "some rows of round " + round + " are stored",
            LIMIT,
            () -> SQL.number("SELECT count() FROM " + DATABASE + ".restarts") > expected);
        connector.stop();
      }
      connector.start();
      awaitCommitted("restarts", 10_000);
      assertEquals(0, look("restarts").duplicates());
    }
  }

  @Test
  void latestReadsWhatComesAfterTheGroupBegan(@TempDir Path work) throws IOException {
    EventProducer.createTopic(KAFKA, "later", 3);
    Path datafiles = datafiles(work, "later", "latest");
    try (ServiceUnderLoad gatherer = ServiceUnderLoad.gatherer(work, SQL.url(), DATABASE, FAST);
        ServiceUnderLoad connector =
            ServiceUnderLoad.connector(work, datafiles, gatherer.listen(), Map.of());
        KafkaProducer<byte @Nullable [], byte @Nullable []> producer = producer()) {
      gatherer.start();
      send100(producer, "later");
      connector.start();
      Await.until("the end is committed", LIMIT, () -> look("later").behind().isEmpty());
      send100(producer, "later");
      awaitCommitted("later", 100);
    }
  }

  private static void send100(
      KafkaProducer<byte @Nullable [], byte @Nullable []> producer, String topic) {
    for (int i = 0; i < 100; i++) {
      send(producer, topic, Integer.toString(i), "{\"id\":" + i + "}");
    }
    producer.flush();
  }

  private static OffsetProof look(String name) {
    return OffsetProof.look(
        new OffsetProof.Place(KAFKA, name, "readers-" + name, SQL, DATABASE + "." + name));
  }

  private static void awaitCommitted(String name, long rows) {
    Await.until(
        rows + " rows of " + name + " are stored and committed",
        LIMIT,
        () -> {
          OffsetProof now = look(name);
          return now.distinct() == rows && now.behind().isEmpty();
        });
  }

  private static KafkaProducer<byte @Nullable [], byte @Nullable []> producer() {
    return new KafkaProducer<>(
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, KAFKA),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void send(
      KafkaProducer<byte @Nullable [], byte @Nullable []> producer,
      String topic,
      @Nullable String key,
      @Nullable String value) {
    var unused = producer.send(new ProducerRecord<>(topic, bytes(key), bytes(value)));
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static Path datafiles(Path work, String name) throws IOException {
    return datafiles(work, name, "earliest");
  }

  private static Path datafiles(Path work, String name, String reset) throws IOException {
    return new KafkaProject(
            KAFKA,
            name,
            """
            SCHEMA >
                `id` UInt64 `json:$.id`,
                `name` String `json:$.customer.name`,
                `tags` Array(String) `json:$.tags`,
                `note` String `json:$.note` DEFAULT 'none'
            """,
            "ENGINE MergeTree\nENGINE_SORTING_KEY id",
            name,
            "readers-" + name,
            reset)
        .write(work);
  }
}
