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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Of bad records of every reason, none is lost and none costs a good one anything. */
@ResourceLock("schema registry")
class BadRecordsIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String TOPIC = "mixed";
  private static final int RECORDS = 7_000;
  private static final Sandbox SANDBOX = Sandbox.shared();
  private static final String KAFKA = SANDBOX.kafka().bootstrapServers();
  private static final SqlClient SQL = new SqlClient(SANDBOX.clickHouse().url(), "", "");

  private final SchemaRegistration registry =
      new SchemaRegistration(SANDBOX.schemaRegistry().url());
  private final AvroWriter good = writer("\"long\"");
  private final AvroWriter clashing = writer("{\"type\": \"array\", \"items\": \"long\"}");

  @Test
  void goodAndQuarantinedTogetherAreWhatWasProduced(@TempDir Path work) throws IOException {
    SANDBOX.clickHouse().createDatabase("badrecords");
    SQL.query(
        """
        CREATE TABLE badrecords.mixed (id UInt32, amount Int64,
          CONSTRAINT positive CHECK amount >= 0)
        ENGINE = MergeTree ORDER BY id
        """);
    EventProducer.createTopic(KAFKA, TOPIC, 2);
    produce();
    try (ServiceUnderLoad gatherer =
            ServiceUnderLoad.gatherer(work, SQL.url(), "badrecords", Map.of());
        ServiceUnderLoad connector =
            ServiceUnderLoad.connector(
                work, datafiles(work), gatherer.listen(), Map.of("MAX_MESSAGE_BYTES", "2KiB"))) {
      gatherer.start();
      connector.start();
      OffsetProof.Place place =
          new OffsetProof.Place(KAFKA, TOPIC, "readers-" + TOPIC, SQL, "badrecords.mixed");
      Await.until(
          "everything is committed", LIMIT, () -> OffsetProof.look(place).behind().isEmpty());
    }
    // 5 %: every twentieth record, in turn for each of seven reasons.
    assertEquals(
        """
        refused\t50
        schema mismatch\t50
        schema not found\t50
        tombstone\t50
        too large\t50
        type error\t50
        undecodable\t50\
        """,
        SQL.query(
            "SELECT c__reason, uniqExact(__partition, __offset) FROM badrecords.mixed_quarantine"
                + " GROUP BY c__reason ORDER BY toString(c__reason) FORMAT TSV"));
    assertEquals(
        "7000\t6650\t350",
        SQL.query(
            """
            SELECT uniqExact(__partition, __offset), uniqExactIf((__partition, __offset), good),
              uniqExactIf((__partition, __offset), NOT good)
            FROM (SELECT __partition, __offset, true AS good FROM badrecords.mixed
                  UNION ALL
                  SELECT __partition, __offset, false FROM badrecords.mixed_quarantine)
            FORMAT TSV
            """));
  }

  private void produce() {
    try (KafkaProducer<String, byte[]> producer = SteadyProducer.open(KAFKA, 20)) {
      for (int id = 0; id < RECORDS; id++) {
        byte[] value = id % 20 == 0 ? bad(id / 20 % 7, id) : record(good, id, 1L);
        var unused = producer.send(new ProducerRecord<>(TOPIC, "k" + id, value));
      }
    }
  }

  private byte @Nullable [] bad(int reason, int id) {
    return switch (reason) {
      case 0 -> "{\"id\": 1}".getBytes(StandardCharsets.UTF_8);
      case 1 -> new AvroWriter(999_999, good.schema().toString()).write(recordOf(good, id, 1L));
      case 2 -> record(clashing, id, List.of(1L));
      case 3 -> record(good, -1, 1L);
      case 4 -> Arrays.copyOf(record(good, id, 1L), 3_000);
      case 5 -> null;
      default -> record(good, id, -1L);
    };
  }

  private static byte[] record(AvroWriter writer, long id, Object amount) {
    return writer.write(recordOf(writer, id, amount));
  }

  private static GenericRecord recordOf(AvroWriter writer, long id, Object amount) {
    return new GenericRecordBuilder(writer.schema()).set("id", id).set("amount", amount).build();
  }

  private AvroWriter writer(String amountType) {
    String schema =
        """
        {"type": "record", "name": "Sale", "fields": [
          {"name": "id", "type": "long"}, {"name": "amount", "type": %s}]}
        """
            .formatted(amountType);
    // Subjects of their own, for the two are not compatible.
    String subject = TOPIC + "-" + Integer.toHexString(amountType.hashCode());
    return new AvroWriter(registry.avro(subject, schema), schema);
  }

  private static Path datafiles(Path work) throws IOException {
    return new KafkaProject(
            KAFKA,
            "mixed",
            """
            SCHEMA >
                `id` UInt32 `json:$.id`,
                `amount` Int64 `json:$.amount`
            """,
            "KAFKA_VALUE_FORMAT avro",
            TOPIC,
            "readers-" + TOPIC,
            "earliest")
        .writeWithRegistry(work, SANDBOX.schemaRegistry().url());
  }
}
