package io.tributary.load.baseline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The first records of full topics. */
final class TopicValues {
  private static final Duration POLL = Duration.ofMillis(500);

  /** Polls in a row that bring nothing: the topics have no more. */
  private static final int MOST_EMPTY_POLLS = 20;

  private TopicValues() {}

  /**
   * So many values, in the order in which a consumer of all partitions gets them.
   *
   * @throws IllegalStateException if there are fewer
   */
  static List<byte[]> read(String bootstrapServers, List<String> topics, int count) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    List<byte[]> values = new ArrayList<>(count);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      int empty = 0;
      while (values.size() < count) {
        var polled = consumer.poll(POLL);
        empty = polled.isEmpty() ? empty + 1 : 0;
        if (empty > MOST_EMPTY_POLLS) {
          throw new IllegalStateException(
              "topics %s have %d records, not %d".formatted(topics, values.size(), count));
        }
        for (ConsumerRecord<byte[], byte[]> found : polled) {
          if (values.size() < count) {
            values.add(found.value());
          }
        }
      }
    }
    return values;
  }
}
