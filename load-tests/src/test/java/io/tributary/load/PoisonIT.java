package io.tributary.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.process.SqlClient;
import io.tributary.load.proof.OffsetProof;
import io.tributary.load.workload.EventProducer;
import io.tributary.load.workload.KafkaProject;
import io.tributary.load.workload.SteadyProducer;
import io.tributary.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that ClickHouse refuses are quarantined with its reason, and cost no other row anything. */
@Order(1)
class PoisonIT {
  private static final Duration LIMIT = Duration.ofSeconds(150);
  private static final String DATABASE = "poison";
  private static final Sandbox SANDBOX = Sandbox.shared();
  private static final String KAFKA = SANDBOX.kafka().bootstrapServers();
  private static final SqlClient SQL = new SqlClient(SANDBOX.clickHouse().url(), "", "");

  @BeforeAll
  static void database() {
    SANDBOX.clickHouse().createDatabase(DATABASE);
  }

  @Test
  void oneRowAmongManyIsQuarantined(@TempDir Path work) throws IOException {
    constrained("single");
    double insertsTakenApart = run(work, "single", 200_000, id -> id == 141_592);
    assertEquals(199_999, SQL.number("SELECT uniqExact(id) FROM poison.single"));
    assertEquals(
        "141592\tk141592\t{\"id\":141592,\"amount\":-1}\t1",
        SQL.query(
            "SELECT __offset, __key, __value, position(c__error[1], 'Constraint `positive`') > 0"
                + " FROM poison.single_quarantine FORMAT TSVRaw"));
    assertTrue(insertsTakenApart < 15, "inserts taken apart: " + insertsTakenApart);
  }

  @Test
  void manyRowsInOneBatchDoNotCostASearchEach(@TempDir Path work) throws IOException {
    constrained("many");
    double insertsTakenApart = run(work, "many", 2_500, id -> id % 20 == 7);
    assertEquals(2_375, SQL.number("SELECT uniqExact(id) FROM poison.many"));
    assertEquals(0, SQL.number("SELECT count() FROM poison.many WHERE amount < 0"));
    assertEquals(
        "125\t125",
        SQL.query(
            "SELECT uniqExact(__offset), countIf(__offset % 20 = 7) FROM poison.many_quarantine"
                + " FORMAT TSV"));
    // A search for each row alone would take apart 125 * log2(2,500) = 1,410 inserts.
    assertTrue(insertsTakenApart < 250, "inserts taken apart: " + insertsTakenApart);
  }

  @Test
  void largeMessagesAreStoredUpToTheirBound(@TempDir Path work) throws IOException {
    EventProducer.createTopic(KAFKA, "large", 1);
    List<Integer> lengths = List.of(9_000_000, 10, 11_000_000, 1_000_000);
    try (KafkaProducer<byte[], byte[]> producer = largeProducer()) {
      for (int length : lengths) {
        String value = "{\"text\":\"%s\"}".formatted("x".repeat(length));
        var unused = producer.send(new ProducerRecord<>("large", utf8(value)));
      }
    }
    KafkaProject project =
        new KafkaProject(
            KAFKA,
            "large",
            "SCHEMA >\n    `text` String `json:$.text`\n",
            "ENGINE MergeTree\n",
            "large",
            "readers-large",
            "earliest");
    runToTheEnd(work, "large", project.write(work));
    assertEquals(
        "0\t9000000\n1\t10\n3\t1000000",
        SQL.query("SELECT __offset, length(text) FROM poison.large ORDER BY __offset FORMAT TSV"));
    assertEquals(
        "2\ttoo large\t11000011\t1\t1",
        SQL.query(
            "SELECT __offset, c__reason, c__value_length, length(__value) > 1000000,"
                + " startsWith(__value, '{\"text\":\"xxx') FROM poison.large_quarantine FORMAT"
                + " TSV"));
  }

  private static KafkaProducer<byte[], byte[]> largeProducer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            KAFKA,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            16 << 20),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void constrained(String name) {
    SQL.query(
        "CREATE TABLE poison."
            + name
            + """
             (`id` UInt64, `amount` Int64, `__value` String, `__topic` LowCardinality(String),
              `__partition` Int32, `__offset` Int64, `__timestamp` DateTime, `__key` String,
              `__run` UInt32, CONSTRAINT positive CHECK amount >= 0)
            ENGINE = MergeTree ORDER BY id
            """);
  }

  /** Returns how many inserts were taken apart once everything is committed. */
  private static double run(Path work, String name, int rows, LongPredicate bad)
      throws IOException {
    EventProducer.createTopic(KAFKA, name, 1);
    produce(name, rows, bad);
    return runToTheEnd(work, name, datafiles(work, name));
  }

  private static double runToTheEnd(Path work, String name, Path datafiles) throws IOException {
    try (ServiceUnderLoad gatherer =
            ServiceUnderLoad.gatherer(work, SQL.url(), DATABASE, Map.of("FLUSH_INTERVAL", "1s"));
        ServiceUnderLoad connector =
            ServiceUnderLoad.connector(work, datafiles, gatherer.listen(), Map.of())) {
      gatherer.start();
      connector.start();
      OffsetProof.Place place =
          new OffsetProof.Place(KAFKA, name, "readers-" + name, SQL, "poison." + name);
      Await.until(
          "everything is committed", LIMIT, () -> OffsetProof.look(place).behind().isEmpty());
      return gatherer.metrics().sum("tributary_gatherer_taken_apart_total");
    }
  }

  private static void produce(String topic, int rows, LongPredicate bad) {
    try (KafkaProducer<String, byte[]> producer = SteadyProducer.open(KAFKA, 20)) {
      for (int id = 0; id < rows; id++) {
        String value = "{\"id\":%d,\"amount\":%d}".formatted(id, bad.test(id) ? -1 : 1);
        var unused = producer.send(new ProducerRecord<>(topic, "k" + id, utf8(value)));
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Path datafiles(Path work, String name) throws IOException {
    return new KafkaProject(
            KAFKA,
            name,
            """
            SCHEMA >
                `id` UInt64 `json:$.id`,
                `amount` Int64 `json:$.amount`
            """,
            "",
            name,
            "readers-" + name,
            "earliest")
        .write(work);
  }
}
