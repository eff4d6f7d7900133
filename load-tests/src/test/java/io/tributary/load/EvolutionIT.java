package io.tributary.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.process.SqlClient;
import io.tributary.load.proof.OffsetProof;
import io.tributary.load.workload.EventProducer;
import io.tributary.load.workload.KafkaProject;
import io.tributary.load.workload.SchemaRegistration;
import io.tributary.load.workload.SteadyProducer;
import io.tributary.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongFunction;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A schema gains, loses and renames fields while records flow. */
@Order(1)
@ResourceLock("schema registry")
class EvolutionIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String DATABASE = "evolution";
  private static final String TOPIC = "people";
  private static final int PHASE = 50_000;
  private static final Sandbox SANDBOX = Sandbox.shared();
  private static final String KAFKA = SANDBOX.kafka().bootstrapServers();
  private static final SqlClient SQL = new SqlClient(SANDBOX.clickHouse().url(), "", "");

  private static final String ID = "{\"name\": \"id\", \"type\": \"long\"}";
  private static final String NAME = "{\"name\": \"name\", \"type\": \"string\"}";
  private static final String EMAIL =
      "{\"name\": \"email\", \"type\": [\"null\", \"string\"], \"default\": null}";
  private static final String AGE =
      "{\"name\": \"age\", \"type\": [\"null\", \"int\"], \"default\": null}";
  private static final String RENAMED =
      "{\"name\": \"full_name\", \"type\": \"string\", \"aliases\": [\"name\"]}";

  private final SchemaRegistration registry =
      new SchemaRegistration(SANDBOX.schemaRegistry().url());
  private final AvroWriter first = writer(ID, NAME);
  private long next;

  @Test
  void everyRecordIsStoredWithoutARestart(@TempDir Path work) throws IOException {
    SANDBOX.clickHouse().createDatabase(DATABASE);
    EventProducer.createTopic(KAFKA, TOPIC, 3);
    try (ServiceUnderLoad gatherer =
            ServiceUnderLoad.gatherer(
                work, SQL.url(), DATABASE, Map.of("FLUSH_INTERVAL", "500ms"));
        ServiceUnderLoad connector =
            ServiceUnderLoad.connector(work, datafiles(work, TOPIC), gatherer.listen(), Map.of());
        KafkaProducer<String, byte[]> producer = SteadyProducer.open(KAFKA, 20)) {
      gatherer.start();
      connector.start();
      long pid = connector.running().pid();

      phase(producer, this::original);
      AvroWriter gained = writer(ID, NAME, EMAIL);
      // Old and new producers side by side, as in a rolling upgrade.
      phase(producer, id -> id % 2 == 0 ? original(id) : withEmail(gained, id));
      Await.until("the column email is there", LIMIT, () -> columns().contains("email"));
      SQL.query("ALTER TABLE evolution.people MODIFY COLUMN name Nullable(String)");
      AvroWriter lost = writer(ID, AGE);
      phase(producer, id -> lost.write(record(lost, id).set("age", (int) (id % 90)).build()));
      AvroWriter renamed = writer(ID, RENAMED, AGE);
      phase(
          producer,
          id ->
              renamed.write(
                  record(renamed, id).set("full_name", "r" + id).set("age", null).build()));

      Await.until(
          "everything is committed",
          LIMIT,
          () -> OffsetProof.look(place(TOPIC)).behind().isEmpty());
      assertEquals(pid, connector.running().pid());
    }
    OffsetProof proof = OffsetProof.look(place(TOPIC));
    assertEquals(4L * PHASE, proof.produced());
    assertEquals(0, proof.missing());
    assertEquals(
        "0\t50000\t0\t0\n1\t50000\t25000\t0\n2\t0\t0\t50000\n3\t50000\t0\t0",
        SQL.query(
            """
            SELECT intDiv(id, 50000) AS phase,
              uniqExactIf(id, name = if(phase = 3, 'r', 'n') || toString(id)),
              uniqExactIf(id, email = 'e' || toString(id) AND id % 2 = 1),
              uniqExactIf(id, age = id % 90)
            FROM evolution.people GROUP BY phase ORDER BY phase FORMAT TSV
            """));
    assertEquals(
        "id UInt64, name Nullable(String), email Nullable(String), age Nullable(Int32)", columns());
    assertEquals(
        "0",
        SQL.query("SELECT count() FROM system.tables WHERE name = 'people_quarantine' FORMAT TSV"));
  }

  @Test
  void recordsWaitWhileTheRegistryIsAway(@TempDir Path work) throws IOException {
    SANDBOX.clickHouse().createDatabase(DATABASE);
    EventProducer.createTopic(KAFKA, "patient_people", 1);
    try (KafkaProducer<String, byte[]> producer = SteadyProducer.open(KAFKA, 20)) {
      for (int id = 0; id < 1_000; id++) {
        var unused = producer.send(new ProducerRecord<>("patient_people", original(id)));
      }
    }
    SANDBOX.schemaRegistry().kill();
    try (ServiceUnderLoad gatherer =
            ServiceUnderLoad.gatherer(
                work, SQL.url(), DATABASE, Map.of("FLUSH_INTERVAL", "200ms"));
        ServiceUnderLoad connector =
            ServiceUnderLoad.connector(
                work, datafiles(work, "patient_people"), gatherer.listen(), Map.of())) {
      gatherer.start();
      connector.start();
      Await.until(
          "a schema is awaited",
          LIMIT,
          () -> connector.metrics().sum("tributary_connector_awaited_schemas") == 1);
      SANDBOX.schemaRegistry().start();
      Await.until(
          "everything is committed",
          LIMIT,
          () -> OffsetProof.look(place("patient_people")).behind().isEmpty());
    } finally {
      SANDBOX.schemaRegistry().start();
    }
    assertEquals(1_000, OffsetProof.look(place("patient_people")).distinct());
    assertEquals(
        0,
        SQL.number("SELECT count() FROM system.tables WHERE name = 'patient_people_quarantine'"));
  }

  private byte[] original(long id) {
    return first.write(record(first, id).set("name", "n" + id).build());
  }

  private static byte[] withEmail(AvroWriter writer, long id) {
    return writer.write(record(writer, id).set("name", "n" + id).set("email", "e" + id).build());
  }

  private static GenericRecordBuilder record(AvroWriter writer, long id) {
    return new GenericRecordBuilder(writer.schema()).set("id", id);
  }

  private void phase(KafkaProducer<String, byte[]> producer, LongFunction<byte[]> values) {
    for (long end = next + PHASE; next < end; next++) {
      var unused = producer.send(new ProducerRecord<>(TOPIC, "k" + next, values.apply(next)));
    }
    producer.flush();
  }

  private AvroWriter writer(String... fields) {
    String schema =
        "{\"type\": \"record\", \"name\": \"Person\", \"fields\": ["
            + String.join(", ", fields)
            + "]}";
    return new AvroWriter(registry.avro(TOPIC + "-value", schema), schema);
  }

  private static String columns() {
    return SQL.query(
        """
        SELECT arrayStringConcat(groupArray(name || ' ' || type), ', ')
        FROM (SELECT name, type FROM system.columns
              WHERE database = 'evolution' AND table = 'people' AND name NOT LIKE '\\_\\_%'
              ORDER BY position)
        FORMAT TSVRaw
        """);
  }

  private static OffsetProof.Place place(String topic) {
    return new OffsetProof.Place(KAFKA, topic, "readers-" + topic, SQL, "evolution." + topic);
  }

  private static Path datafiles(Path work, String topic) throws IOException {
    return new KafkaProject(
            KAFKA,
            topic,
            """
            SCHEMA >
                `id` UInt64 `json:$.id`,
                `name` String `json:$.name`
            """,
            """
            ENGINE MergeTree
            ENGINE_SORTING_KEY id
            KAFKA_VALUE_FORMAT avro
            SCHEMA_EVOLUTION add_columns
            """,
            topic,
            "readers-" + topic,
            "earliest")
        .writeWithRegistry(work, SANDBOX.schemaRegistry().url());
  }
}
