package io.tributary.load.proof;

import io.tributary.load.process.SqlClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What one topic and its table say at one moment.
 *
 * @param produced records between the start and the end of all partitions
 * @param stored rows of the topic in the table
 * @param distinct different (partition, offset) among them
 * @param behind partitions whose committed offset is not their end offset
 */
public record OffsetProof(long produced, long stored, long distinct, List<Behind> behind) {
  public OffsetProof {
    behind = List.copyOf(behind);
  }

  /** A partition that is not committed up to its end; -1 stands for no commit. */
  public record Behind(int partition, long committed, long end) {}

  /** Kafka did not answer. */
  public static final class SilentKafkaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SilentKafkaException(Exception cause) {
      super("Kafka does not answer: " + cause.getMessage(), cause);
    }
  }

  /** Where to look. */
  public record Place(
      String bootstrapServers, String topic, String groupId, SqlClient clickHouse, String table) {}

  /** Records of the topic that are not in the table. */
  public long missing() {
    return produced - distinct;
  }

  /** Rows that the table holds more than once. */
  public long duplicates() {
    return stored - distinct;
  }

  /**
   * Looks at the topic, the group and the table.
   *
   * @throws SqlClient.SqlException if ClickHouse does not answer
   * @throws SilentKafkaException if Kafka does not
   */
  public static OffsetProof look(Place place) {
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, place.bootstrapServers()))) {
      Map<TopicPartition, Long> starts = offsets(admin, place.topic(), OffsetSpec.earliest());
      Map<TopicPartition, Long> ends = offsets(admin, place.topic(), OffsetSpec.latest());
      long produced = 0;
      for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
        produced += end.getValue() - starts.getOrDefault(end.getKey(), 0L);
      }
      List<String> counts =
          List.of(
              place
                  .clickHouse()
                  .query(
                      "SELECT count(), uniqExact(__partition, __offset) FROM "
                          + place.table()
                          + " WHERE __topic = '"
                          + place.topic()
                          + "' FORMAT TSV")
                  .split("\t", -1));
      return new OffsetProof(
          produced,
          Long.parseLong(counts.get(0)),
          Long.parseLong(counts.get(1)),
          behind(ends, committed(admin, place.groupId())));
    } catch (ExecutionException e) {
      throw new SilentKafkaException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Looks only at the topic and the group, with a client that is there.
   *
   * @throws SilentKafkaException if Kafka does not answer
   */
  public static List<Behind> behind(Admin admin, String topic, String groupId) {
    try {
      return behind(offsets(admin, topic, OffsetSpec.latest()), committed(admin, groupId));
    } catch (ExecutionException e) {
      throw new SilentKafkaException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while looking at offsets", e);
  }

  private static List<Behind> behind(
      Map<TopicPartition, Long> ends, Map<TopicPartition, Long> committed) {
    return ends.entrySet().stream()
        .map(
            end ->
                new Behind(
                    end.getKey().partition(),
                    committed.getOrDefault(end.getKey(), -1L),
                    end.getValue()))
        .filter(partition -> partition.committed() != partition.end())
        // A partition that never had a record needs no commit.
        .filter(partition -> partition.end() > 0)
        .toList();
  }

  private static Map<TopicPartition, Long> offsets(Admin admin, String topic, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked =
        Objects.requireNonNull(
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic))
            .partitions()
            .stream()
            .collect(Collectors.toMap(p -> new TopicPartition(topic, p.partition()), p -> which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(asked)
        .all()
        .get()
        .forEach((partition, result) -> offsets.put(partition, result.offset()));
    return offsets;
  }

  private static Map<TopicPartition, Long> committed(Admin admin, String groupId)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> answer =
        admin.listConsumerGroupOffsets(groupId).partitionsToOffsetAndMetadata().get();
    answer.forEach(
        (partition, offset) -> {
          if (offset != null) {
            offsets.put(partition, offset.offset());
          }
        });
    return offsets;
  }
}
