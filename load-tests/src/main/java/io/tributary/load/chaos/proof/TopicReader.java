package io.tributary.load.chaos.proof;

import io.tributary.load.chaos.flow.ChaosSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics from their beginning to their present end, and from there on the next time.
 *
 * <p>Thread: one; calls block.
 */
final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Map<String, Object> config;
  private final List<String> topics;
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  TopicReader(String kafka, List<String> topics) {
    this.topics = List.copyOf(topics);
    this.config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.EXCLUDE_INTERNAL_TOPICS_CONFIG,
            false,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class.getName(),
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class.getName());
  }

  /**
   * Takes all records between the last end and this one.
   *
   * @throws IllegalStateException if an end is not reached in a minute
   */
  void readOn(Consumer<ConsumerRecord<byte[], byte[]>> take) {
    // A consumer that has read the topic before would not see partitions that came since.
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config)) {
      readOn(consumer, take);
    }
  }

  private void readOn(
      KafkaConsumer<byte[], byte[]> consumer, Consumer<ConsumerRecord<byte[], byte[]>> take) {
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : topics) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> all.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(all);
    all.forEach(partition -> consumer.seek(partition, positions.getOrDefault(partition, 0L)));
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer.poll(POLL).forEach(take);
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the ends " + ends + " are not reached");
      }
    }
    all.forEach(partition -> positions.put(partition, consumer.position(partition)));
  }

  /** What a record's header says it is. */
  static String header(ConsumerRecord<byte[], byte[]> record) {
    return new String(
        record.headers().lastHeader(ChaosSource.HEADER).value(), StandardCharsets.US_ASCII);
  }
}
