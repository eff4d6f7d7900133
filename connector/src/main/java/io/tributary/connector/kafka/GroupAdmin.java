package io.tributary.connector.kafka;

import io.tributary.connector.claim.CommitMark;
import io.tributary.service.failure.FailureCode;
import io.tributary.service.process.StartException;
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
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * A datasource's topic and consumer group as an operator sees and changes them, without being a
 * member. Every call asks the brokers and throws a {@link StartException} with one line for the
 * operator if they do not answer.
 *
 * <p>Thread: one, which blocks, for as long as the settings' request timeout at most.
 */
public final class GroupAdmin implements AutoCloseable {
  /** Whoever left no word of its lease may have inserts under way for so long. */
  private static final int LEASE_MILLIS = 10_000;

  private final SourceSettings settings;
  private final TopicIdentity topic;
  private final Admin admin;

  /**
   * Which offsets of a partition the brokers have.
   *
   * @param beginning the first one
   * @param end behind the last one
   */
  public record Extent(long beginning, long end) {}

  /**
   * What the group has committed for a partition.
   *
   * @param mark of the writer, empty where somebody else committed
   */
  public record Committed(long offset, Optional<CommitMark> mark) {}

  /** Connects; to be closed. */
  public GroupAdmin(SourceSettings settings) throws InterruptedException {
    this.settings = settings;
    this.topic = TopicIdentity.ask(settings);
    Map<String, Object> config = ClusterAccess.config(settings.connection());
    int timeoutMillis = (int) settings.timeout().toMillis();
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
    this.admin = Admin.create(config);
  }

  /** The topic as it was when this was made. */
  public TopicIdentity topic() {
    return topic;
  }

  /** What the brokers have of each partition, by partition. */
  public Map<Integer, Extent> extents() throws InterruptedException {
    Map<Integer, Long> beginnings = offsets(OffsetSpec.earliest());
    Map<Integer, Extent> extents = new TreeMap<>();
    offsets(OffsetSpec.latest())
        .forEach(
            (partition, end) ->
                extents.put(partition, new Extent(beginnings.getOrDefault(partition, 0L), end)));
    return extents;
  }

  /** What the group has committed, by partition; those without a commit are left out. */
  public Map<Integer, Committed> committed() throws InterruptedException {
    Map<Integer, Committed> committed = new TreeMap<>();
    await(admin.listConsumerGroupOffsets(settings.groupId()).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, commit) -> {
              if (commit != null && partition.topic().equals(settings.topic())) {
                committed.put(
                    partition.partition(),
                    new Committed(commit.offset(), CommitMark.of(commit.metadata())));
              }
            });
    return committed;
  }

  /**
   * Makes sure that nobody is in the group.
   *
   * @throws StartException if somebody is
   */
  public void refuseMembers() throws InterruptedException {
    int members = members();
    if (members > 0) {
      throw new StartException(
          FailureCode.GROUP_IN_USE.line(
              "consumer group %s has %s"
                  .formatted(
                      settings.groupId(), members == 1 ? "1 member" : members + " members")));
    }
  }

  /**
   * Writes commits, all or none of them; the brokers refuse it while the group has members.
   *
   * @param offsets by partition
   * @param table that the group's rows go to
   * @param before what {@link #committed} said
   */
  void commit(Map<Integer, Long> offsets, UUID table, Map<Integer, Committed> before)
      throws InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    offsets.forEach(
        (partition, offset) ->
            next.put(
                new TopicPartition(settings.topic(), partition),
                new OffsetAndMetadata(offset, mark(table, before.get(partition)).text())));
    await(admin.alterConsumerGroupOffsets(settings.groupId(), next).all());
  }

  /** Whoever claims next knows nothing of the writer before, and so waits. */
  private CommitMark mark(UUID table, @Nullable Committed before) {
    Optional<CommitMark> last = before == null ? Optional.empty() : before.mark();
    long epoch = last.map(CommitMark::epoch).orElse(0L);
    int leaseMillis = last.map(CommitMark::leaseMillis).orElse(LEASE_MILLIS);
    return new CommitMark(
        topic.run(), table, epoch + 1, leaseMillis, new CommitMark.State.Claiming());
  }

  private int members() throws InterruptedException {
    KafkaFuture<Integer> members =
        admin
            .describeConsumerGroups(List.of(settings.groupId()))
            .all()
            .thenApply(
                groups -> groups.values().stream().mapToInt(group -> group.members().size()).sum());
    try {
      return members.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return 0;
      }
      throw failed(e);
    } catch (TimeoutException e) {
      throw failed(e);
    }
  }

  private Map<Integer, Long> offsets(OffsetSpec which) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (int partition = 0; partition < topic.partitions(); partition++) {
      asked.put(new TopicPartition(settings.topic(), partition), which);
    }
    Map<Integer, Long> found = new TreeMap<>();
    await(admin.listOffsets(asked).all())
        .forEach((partition, answer) -> found.put(partition.partition(), answer.offset()));
    return found;
  }

  private <T> T await(KafkaFuture<T> future) throws InterruptedException {
    try {
      return future.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw failed(e);
    }
  }

  private StartException failed(Exception cause) {
    Throwable why =
        cause instanceof ExecutionException && cause.getCause() != null ? cause.getCause() : cause;
    AccessFailure refused = AccessFailure.of(why, settings.connection());
    return new StartException(
        refused == null
            ? FailureCode.KAFKA_FAILED.line(
                "consumer group %s cannot be asked or changed: %s"
                    .formatted(settings.groupId(), why.getMessage()))
            : refused.line());
  }

  @Override
  public void close() {
    admin.close();
  }
}
