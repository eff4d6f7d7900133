package io.tributary.load.delivery;

import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.process.SqlClient;
import io.tributary.load.workload.KafkaProject;
import io.tributary.protocol.audit.AuditAnswer;
import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.sandbox.Sandbox;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics of one partition, what happens to them, and what the auditor says of their tables. */
final class AuditFlow implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String KAFKA = Sandbox.shared().kafka().bootstrapServers();

  private final SqlClient sql = new SqlClient(Sandbox.shared().clickHouse().url(), "", "");
  private final HttpClient http = HttpClient.newHttpClient();
  private static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final String database;
  private final ServiceUnderLoad gatherer;
  private final ServiceUnderLoad connector;

  /**
   * Services with this database for these topics, each the source of the table of its name; nothing
   * runs yet.
   */
  AuditFlow(Path work, String database, Collection<String> topics) throws IOException {
    this.database = database;
    Sandbox.shared().clickHouse().createDatabase(database);
    gatherer =
        ServiceUnderLoad.gatherer(
                work,
                sql.url(),
                database,
                Map.of("FLUSH_INTERVAL", "50ms", "AUDIT_INTERVAL", "200ms"))
            .withJvmOptions(QUICK_START);
    Path datafiles = work;
    for (String topic : topics) {
      datafiles =
          new KafkaProject(
                  KAFKA,
                  topic,
                  "SCHEMA >\n    `id` UInt64 `json:$.id`\n",
                  "ENGINE MergeTree\nENGINE_SORTING_KEY id",
                  topic,
                  "readers-" + topic,
                  "earliest")
              .write(work);
    }
    connector =
        ServiceUnderLoad.connector(
                work,
                datafiles,
                gatherer.listen(),
                Map.of("LEASE", "1s", "COMMIT_INTERVAL", "100ms", "BATCH_INTERVAL", "20ms"))
            .withJvmOptions(QUICK_START);
  }

  void startGatherer() {
    gatherer.start();
  }

  void startConnector() {
    connector.start();
  }

  ServiceUnderLoad gatherer() {
    return gatherer;
  }

  ServiceUnderLoad connector() {
    return connector;
  }

  /** An answer of a management port. */
  record Answer(int status, String body) {
    AuditAnswer audit() {
      return AuditAnswer.read(Buffer.buffer(body));
    }

    /** The only partition of the only table. */
    PartitionFinding partition() {
      return audit().tables().getFirst().partitions().getFirst();
    }
  }

  Answer get(ServiceUnderLoad service, String path) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://" + service.management() + path)).build(),
              BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** What a full comparison says about a table. */
  Answer audit(String table) {
    return get(gatherer, "/audit?datasource=" + table);
  }

  /** Waits until reports have come as far as the topic. */
  void awaitReported(String table, long until) {
    Await.until(
        "reports about " + table + " until " + until,
        LIMIT,
        () -> {
          Answer answer = audit(table);
          return (answer.status() == 200 || answer.status() == 409)
              && !answer.audit().tables().getFirst().partitions().isEmpty()
              && answer.partition().until() >= until;
        });
  }

  String query(String text) {
    return sql.query(text.replace("DATABASE", database));
  }

  static KafkaProducer<String, String> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, KAFKA);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  /** Sends rows with ids from {@code first} on; the keys repeat after {@code keys} of them. */
  static void produce(
      KafkaProducer<String, String> producer, String topic, long first, long count, long keys) {
    for (long id = first; id < first + count; id++) {
      var unused =
          producer.send(new ProducerRecord<>(topic, "k" + id % keys, "{\"id\": " + id + "}"));
    }
    producer.flush();
  }

  static void createTopic(String name, Map<String, String> settings) {
    try (Admin admin = admin()) {
      get(admin.createTopics(List.of(new NewTopic(name, 1, (short) 1).configs(settings))).all());
    }
  }

  /** Lets Kafka compact at once what it would otherwise look at every 15 s. */
  static void compactQuickly() {
    try (Admin admin = admin()) {
      ConfigResource all = new ConfigResource(ConfigResource.Type.BROKER, "");
      AlterConfigOp often =
          new AlterConfigOp(
              new ConfigEntry("log.cleaner.backoff.ms", "100"), AlterConfigOp.OpType.SET);
      get(admin.incrementalAlterConfigs(Map.of(all, List.of(often))).all());
    }
  }

  /** How many records a reader of the topic gets. */
  static long records(String topic) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            KAFKA,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = end(consumer, partition);
      long records = 0;
      while (consumer.position(partition) < end) {
        records += consumer.poll(Duration.ofMillis(100)).count();
      }
      return records;
    }
  }

  private static long end(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
    return consumer.endOffsets(List.of(partition)).values().iterator().next();
  }

  /** Offset behind the last one of the topic, markers included. */
  static long end(String topic) {
    return new ClickTopic(KAFKA, topic, "nobody").ends().getOrDefault(0, 0L);
  }

  private static Admin admin() {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, KAFKA));
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka refuses: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    connector.close();
    gatherer.close();
    http.close();
  }
}
