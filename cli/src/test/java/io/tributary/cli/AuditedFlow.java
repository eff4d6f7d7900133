package io.tributary.cli;

import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.workload.EventProducer;
import io.tributary.load.workload.KafkaProject;
import io.tributary.testservers.TestClickHouse;
import io.tributary.testservers.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A datasource that real services bring into a real table: a topic of the same name with two
 * partitions, records {@code {"id":N}}, and what an operator does to them.
 */
final class AuditedFlow implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(60);
  private static final TestServers SERVERS = TestServers.shared();
  private static final TestClickHouse SQL = SERVERS.clickHouse();

  private final String database;
  private final String name;
  private final Path datafiles;
  private final ServiceUnderLoad gatherer;
  private final ServiceUnderLoad connector;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final long timeMillis = System.currentTimeMillis();
  private final Admin admin = Admin.create(Map.of("bootstrap.servers", SERVERS.bootstrapServers()));

  /** Only the gatherer runs when it returns, and no record is there yet. */
  AuditedFlow(Path work, String database, String name) throws IOException {
    this.database = database;
    this.name = name;
    SQL.createDatabase(database);
    EventProducer.createTopic(SERVERS.bootstrapServers(), name, 2);
    datafiles =
        new KafkaProject(
                SERVERS.bootstrapServers(),
                name,
                """
                SCHEMA >
                    `id` UInt64 `json:$.id`
                """,
                "ENGINE MergeTree\nENGINE_SORTING_KEY id\nDELIVERY exactly_once",
                name,
                group(),
                "earliest")
            .write(work);
    gatherer =
        ServiceUnderLoad.gatherer(
            work,
            SQL.url(),
            database,
            SQL.settings(
                "FLUSH_INTERVAL", "50ms", "RETRY_MAX_DELAY", "200ms", "AUDIT_INTERVAL", "1s"));
    gatherer.start();
    connector = ServiceUnderLoad.connector(work, datafiles, gatherer.listen(), quick());
  }

  private static Map<String, String> quick() {
    Map<String, String> settings = new HashMap<>();
    settings.put("LEASE", "1s");
    settings.put("KAFKA_SESSION_TIMEOUT", "6s");
    settings.put("COMMIT_INTERVAL", "100ms");
    settings.put("BATCH_INTERVAL", "20ms");
    settings.put("DRAIN_TIMEOUT", "1s");
    settings.put("RETRY_MAX_DELAY", "200ms");
    return settings;
  }

  String group() {
    return "readers-" + name;
  }

  Path datafiles() {
    return datafiles;
  }

  ServiceUnderLoad gatherer() {
    return gatherer;
  }

  ServiceUnderLoad connector() {
    return connector;
  }

  /** Asks ClickHouse; {@code {table}} is the datasource's. */
  String query(String text) {
    return SQL.query(text.replace("{table}", database + "." + name));
  }

  /** One record for each number from {@code first} to {@code until}, the latter exclusive. */
  void produce(int partition, int first, int until) {
    try (KafkaProducer<String, String> producer = producer(Map.of())) {
      for (int id = first; id < until; id++) {
        send(producer, partition, "{\"id\":%d}".formatted(id));
      }
      flush(producer);
    }
  }

  /** One record with this value. */
  void produce(int partition, String value) {
    try (KafkaProducer<String, String> producer = producer(Map.of())) {
      send(producer, partition, value);
      flush(producer);
    }
  }

  /** One record in a transaction, which takes two offsets. */
  void produceInTransaction(int partition, int id) {
    try (KafkaProducer<String, String> producer = producer(Map.of("transactional.id", name))) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, partition, "{\"id\":%d}".formatted(id));
      producer.commitTransaction();
    }
  }

  private static KafkaProducer<String, String> producer(Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("bootstrap.servers", SERVERS.bootstrapServers());
    config.put("linger.ms", 0);
    return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
  }

  /** All records have one time, so that no border of minutes is among them. */
  private void send(KafkaProducer<String, String> producer, int partition, String value) {
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(name, partition, timeMillis, null, value),
            (metadata, failed) -> {
              if (failed != null) {
                failure.set(failed);
              }
            });
  }

  private void flush(KafkaProducer<String, String> producer) {
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
  }

  /** Deletes the records of a partition below this offset from Kafka. */
  void expire(int partition, long below) throws Exception {
    admin
        .deleteRecords(
            Map.of(new TopicPartition(name, partition), RecordsToDelete.beforeOffset(below)))
        .all()
        .get();
  }

  /** Waits until everything that was produced is committed. */
  void awaitCommitted() {
    Await.until(
        "all of " + name + " is committed", LIMIT, () -> committed().equals(offsetsBehindAll()));
  }

  private Map<Integer, Long> offsetsBehindAll() {
    Map<Integer, Long> ends = new TreeMap<>();
    try {
      admin
          .listOffsets(
              Map.of(
                  new TopicPartition(name, 0), OffsetSpec.latest(),
                  new TopicPartition(name, 1), OffsetSpec.latest()))
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return ends;
  }

  private Map<Integer, Long> committed() {
    Map<Integer, Long> committed = new TreeMap<>();
    try {
      admin
          .listConsumerGroupOffsets(group())
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach((partition, commit) -> committed.put(partition.partition(), commit.offset()));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return committed;
  }

  @Override
  public void close() {
    admin.close();
    connector.close();
    gatherer.close();
  }
}
