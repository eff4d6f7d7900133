package io.tributary.load.chaos.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.load.workload.EventProducer;
import io.tributary.testservers.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class TopicReaderIT {
  private static final String KAFKA = TestServers.shared().bootstrapServers();
  private static final String TOPIC = "topic-reader";

  @Test
  void goesOnWhereItWasAndSeesPartitionsThatCameSince()
      throws ExecutionException, InterruptedException {
    EventProducer.createTopic(KAFKA, TOPIC, 1);
    TopicReader reader = new TopicReader(KAFKA, List.of(TOPIC));
    send(0, "a");
    assertEquals(List.of("0: a"), read(reader));
    try (Admin admin =
        Admin.create(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) KAFKA))) {
      admin.createPartitions(Map.of(TOPIC, NewPartitions.increaseTo(2))).all().get();
    }
    send(0, "b");
    send(1, "c");
    assertEquals(List.of("0: b", "1: c"), read(reader));
    assertEquals(List.of(), read(reader));
  }

  private static List<String> read(TopicReader reader) {
    List<String> records = new ArrayList<>();
    reader.readOn(
        record ->
            records.add(
                record.partition() + ": " + new String(record.value(), StandardCharsets.UTF_8)));
    return records.stream().sorted().toList();
  }

  private static void send(int partition, String value)
      throws ExecutionException, InterruptedException {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, KAFKA),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, partition, null, value)).get();
    }
  }
}
