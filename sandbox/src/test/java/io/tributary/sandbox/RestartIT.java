package io.tributary.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartIT {
  private static Sandbox sandbox;

  @BeforeAll
  static void start(@TempDir Path folder) {
    sandbox = Sandbox.start(folder);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
    assertFalse(sandbox.kafka().isAlive());
    assertFalse(sandbox.clickHouse().isAlive());
  }

  @Test
  void kafkaKeepsRecordsAndAddressOverSigkillAndStop() throws Exception {
    KafkaServer kafka = sandbox.kafka();
    String address = kafka.bootstrapServers();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      admin.createTopics(List.of(new NewTopic("t", 2, (short) 1))).all().get(20, TimeUnit.SECONDS);
    }
    produce("t", 0, 100);
    long first = kafka.pid();
    kafka.kill();
    assertFalse(kafka.isAlive());
    kafka.start();
    assertNotEquals(first, kafka.pid());
    assertEquals(address, kafka.bootstrapServers());
    produce("t", 100, 50);
    kafka.stop();
    kafka.start();
    assertEquals(IntStream.range(0, 150).boxed().toList(), consumeSorted("t", 150));
  }

  @Test
  void kafkaCreatesNoTopicByItself() throws Exception {
    Properties properties = producer();
    properties.setProperty("max.block.ms", "1000");
    try (KafkaProducer<String, String> producer = new KafkaProducer<>(properties)) {
      assertThrows(
          Exception.class,
          () -> producer.send(new ProducerRecord<>("unknown", "x")).get(20, TimeUnit.SECONDS));
    }
  }

  private static Properties producer() {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", sandbox.kafka().bootstrapServers());
    properties.setProperty("key.serializer", StringSerializer.class.getName());
    properties.setProperty("value.serializer", StringSerializer.class.getName());
    return properties;
  }

  private static void produce(String topic, int from, int count) throws Exception {
    try (KafkaProducer<String, String> producer = new KafkaProducer<>(producer())) {
      for (int i = from; i < from + count; i++) {
        producer.send(new ProducerRecord<>(topic, "" + i, "" + i)).get(20, TimeUnit.SECONDS);
      }
    }
  }

  private static List<Integer> consumeSorted(String topic, int count) {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", sandbox.kafka().bootstrapServers());
    properties.setProperty("group.id", "g");
    properties.setProperty("auto.offset.reset", "earliest");
    properties.setProperty("key.deserializer", StringDeserializer.class.getName());
    properties.setProperty("value.deserializer", StringDeserializer.class.getName());
    List<Integer> values = new ArrayList<>();
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(properties)) {
      consumer.subscribe(List.of(topic));
      while (values.size() < count && System.nanoTime() < deadline) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> values.add(Integer.parseInt(record.value())));
      }
    }
    Collection<Integer> sorted = values.stream().sorted().toList();
    return List.copyOf(sorted);
  }

  @Test
  void clickHouseKeepsRowsTokensAndAddressOverSigkillAndStop() throws Exception {
    ClickHouseServer server = sandbox.clickHouse();
    String url = server.url();
    HttpProbe http = new HttpProbe(url);
    server.createDatabase("kept");
    server.query(
        "CREATE TABLE kept.t (a UInt64) ENGINE = MergeTree ORDER BY a SETTINGS"
            + " non_replicated_deduplication_window = 100");
    Map<String, String> token = Map.of("insert_deduplication_token", "once");
    assertEquals(200, http.post(token, "INSERT INTO kept.t VALUES (1), (2)").status());
    String uuid = server.query("SELECT uuid FROM system.tables WHERE name = 't'");
    server.kill();
    assertFalse(server.isAlive());
    assertThrows(SandboxException.class, () -> server.query("SELECT 1"));
    server.start();
    assertEquals(url, server.url());
    assertEquals(200, http.post(token, "INSERT INTO kept.t VALUES (1), (2)").status());
    assertEquals("2\t3", server.query("SELECT count(), sum(a) FROM kept.t"));
    assertEquals(uuid, server.query("SELECT uuid FROM system.tables WHERE name = 't'"));
    server.stop();
    server.start();
    assertEquals("2\t3", server.query("SELECT count(), sum(a) FROM kept.t"));
    String log = Files.readString(server.log());
    assertFalse(log.contains("Not closed in order"), log);
    assertTrue(log.contains("READY url=" + url), log);
  }
}
