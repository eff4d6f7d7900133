package io.tributary.connector.kafka;

import io.tributary.connector.claim.CommitMark;
import io.tributary.service.failure.FailureCode;
import io.tributary.service.process.StartException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * An operator's decision: the datasource goes on with the topic and the table as they are now.
 * Writes offsets with marks for its consumer group, which must have no members; never touches rows.
 *
 * <p>Thread: one, which blocks.
 */
public final class Adoption {
  /** Whoever left no word of its lease may have inserts under way for so long. */
  private static final int LEASE_MILLIS = 10_000;

  private final SourceSettings settings;
  private final UUID table;

  /** Where to go on. */
  public enum From {
    /** Where the group is. */
    COMMITTED,
    /** At the first record that Kafka has; what is stored already is skipped. */
    EARLIEST
  }

  /**
   * What became of a partition.
   *
   * @param before committed offset, null without one
   * @param now offset from which it goes on
   */
  public record Adopted(int partition, @Nullable Long before, long now) {}

  /**
   * @param table uuid of the table as it is
   */
  public Adoption(SourceSettings settings, UUID table) {
    this.settings = settings;
    this.table = table;
  }

  /**
   * Decides for every partition of the topic.
   *
   * @throws StartException with one line for the operator
   */
  public List<Adopted> adopt(From from) throws InterruptedException {
    TopicIdentity topic = TopicIdentity.ask(settings);
    Map<String, Object> config = ClusterAccess.config(settings.connection());
    try (Admin admin = Admin.create(config)) {
      refuseMembers(admin);
      List<TopicPartition> partitions = new ArrayList<>();
      for (int partition = 0; partition < topic.partitions(); partition++) {
        partitions.add(new TopicPartition(settings.topic(), partition));
      }
      Map<TopicPartition, Long> beginnings = offsets(admin, partitions, OffsetSpec.earliest());
      Map<TopicPartition, Long> ends = offsets(admin, partitions, OffsetSpec.latest());
      Map<TopicPartition, OffsetAndMetadata> committed =
          await(admin.listConsumerGroupOffsets(settings.groupId()).partitionsToOffsetAndMetadata());
      Map<TopicPartition, OffsetAndMetadata> next = new TreeMap<>(BY_NUMBER);
      List<Adopted> adopted = new ArrayList<>();
      for (TopicPartition partition : partitions) {
        OffsetAndMetadata before = committed.get(partition);
        long beginning = beginnings.getOrDefault(partition, 0L);
        long offset =
            switch (from) {
              case EARLIEST -> beginning;
              case COMMITTED ->
                  within(partition, before, beginning, ends.getOrDefault(partition, 0L));
            };
        next.put(partition, new OffsetAndMetadata(offset, mark(topic.run(), before).text()));
        adopted.add(
            new Adopted(partition.partition(), before == null ? null : before.offset(), offset));
      }
      await(admin.alterConsumerGroupOffsets(settings.groupId(), next).all());
      return adopted;
    } catch (ExecutionException | TimeoutException e) {
      throw failed(e);
    }
  }

  private static final Comparator<TopicPartition> BY_NUMBER =
      Comparator.comparingInt(TopicPartition::partition);

  /** Whoever claims next knows nothing of the writer before, and so waits. */
  private CommitMark mark(int run, @Nullable OffsetAndMetadata before) {
    Optional<CommitMark> last =
        before == null ? Optional.empty() : CommitMark.of(before.metadata());
    long epoch = last.map(CommitMark::epoch).orElse(0L);
    int leaseMillis = last.map(CommitMark::leaseMillis).orElse(LEASE_MILLIS);
    return new CommitMark(run, table, epoch + 1, leaseMillis, new CommitMark.State.Claiming());
  }

  private long within(
      TopicPartition partition, @Nullable OffsetAndMetadata before, long beginning, long end) {
    if (before == null || before.offset() < beginning) {
      return beginning;
    }
    if (before.offset() > end) {
      throw new StartException(
          FailureCode.OFFSETS_EXPIRED.tag(
              "partition %d ends at %d, before the committed offset %d: use --from earliest"
                  .formatted(partition.partition(), end, before.offset())));
    }
    return before.offset();
  }

  private void refuseMembers(Admin admin)
      throws ExecutionException, TimeoutException, InterruptedException {
    int members = members(admin);
    if (members > 0) {
      throw new StartException(
          FailureCode.GROUP_IN_USE.line(
              "consumer group %s has %s"
                  .formatted(
                      settings.groupId(), members == 1 ? "1 member" : members + " members")));
    }
  }

  private int members(Admin admin)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      return await(
              admin
                  .describeConsumerGroups(List.of(settings.groupId()))
                  .describedGroups()
                  .get(settings.groupId()))
          .members()
          .size();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return 0;
      }
      throw e;
    }
  }

  private Map<TopicPartition, Long> offsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec which)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, which));
    Map<TopicPartition, Long> found = new HashMap<>();
    Map<TopicPartition, ListOffsetsResultInfo> answers = await(admin.listOffsets(asked).all());
    answers.forEach((partition, answer) -> found.put(partition, answer.offset()));
    return found;
  }

  private <T> T await(org.apache.kafka.common.@Nullable KafkaFuture<T> future)
      throws ExecutionException, TimeoutException, InterruptedException {
    if (future == null) {
      throw new StartException(
          FailureCode.KAFKA_FAILED.line("Kafka does not describe group " + settings.groupId()));
    }
    return future.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private StartException failed(Exception cause) {
    Throwable why =
        cause instanceof ExecutionException && cause.getCause() != null ? cause.getCause() : cause;
    AccessFailure refused = AccessFailure.of(why, settings.connection());
    return new StartException(
        refused == null
            ? FailureCode.KAFKA_FAILED.line(
                "consumer group " + settings.groupId() + " cannot be changed: " + why.getMessage())
            : refused.line());
  }
}
