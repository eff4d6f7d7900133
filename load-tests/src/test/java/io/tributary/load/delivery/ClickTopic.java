package io.tributary.load.delivery;

import io.tributary.load.process.Await;
import io.tributary.load.workload.EventProducer;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * A topic of click events, and what an operator does to it and to the group that reads it.
 *
 * @param group the consumer group
 */
record ClickTopic(String bootstrapServers, String name, String group) {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  void create(int partitions) {
    EventProducer.createTopic(bootstrapServers, name, partitions);
  }

  void produce(long count) {
    try (EventProducer producer = new EventProducer(bootstrapServers, name, count)) {
      producer.produce(count);
    }
  }

  /** Deletes it, and waits until its name is free. */
  void delete() {
    try (Admin admin = admin()) {
      get(admin.deleteTopics(List.of(name)).all());
      Await.until(
          "topic " + name + " is gone",
          LIMIT,
          () -> !get(admin.listTopics().names()).contains(name));
    }
  }

  void addPartitions(int total) {
    try (Admin admin = admin()) {
      get(admin.createPartitions(Map.of(name, NewPartitions.increaseTo(total))).all());
    }
  }

  /** Deletes the records below these offsets, by partition. */
  void expire(Map<Integer, Long> below) {
    Map<TopicPartition, RecordsToDelete> deletions = new HashMap<>();
    below.forEach(
        (partition, offset) ->
            deletions.put(
                new TopicPartition(name, partition), RecordsToDelete.beforeOffset(offset)));
    try (Admin admin = admin()) {
      get(admin.deleteRecords(deletions).all());
    }
  }

  /** What the group has committed, by partition. */
  Map<Integer, Long> committed() {
    try (Admin admin = admin()) {
      return numbers(get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
    }
  }

  private static Map<Integer, Long> numbers(Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<Integer, Long> numbers = new TreeMap<>();
    offsets.forEach((partition, offset) -> numbers.put(partition.partition(), offset.offset()));
    return numbers;
  }

  /** Moves the group as Kafka's own tools do, which write no metadata. */
  void reset(Map<Integer, Long> offsets) {
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    offsets.forEach(
        (partition, offset) ->
            next.put(new TopicPartition(name, partition), new OffsetAndMetadata(offset)));
    try (Admin admin = admin()) {
      get(admin.alterConsumerGroupOffsets(group, next).all());
    }
  }

  void deleteGroup() {
    try (Admin admin = admin()) {
      get(admin.deleteConsumerGroups(List.of(group)).all());
    }
  }

  /** Offsets behind the last records, by partition. */
  Map<Integer, Long> ends() {
    try (Admin admin = admin()) {
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      var topic = get(admin.describeTopics(List.of(name)).allTopicNames()).get(name);
      if (topic == null) {
        throw new IllegalStateException("no topic " + name);
      }
      topic
          .partitions()
          .forEach(p -> asked.put(new TopicPartition(name, p.partition()), OffsetSpec.latest()));
      Map<Integer, Long> ends = new TreeMap<>(Comparator.naturalOrder());
      get(admin.listOffsets(asked).all())
          .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
      return ends;
    }
  }

  private Admin admin() {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
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
}
