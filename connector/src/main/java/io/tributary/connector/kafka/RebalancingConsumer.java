package io.tributary.connector.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/**
 * A consumer whose rebalance work runs on the polling thread. The Vert.x client only schedules its
 * assign and revoke handlers onto an event loop, which is too late to seek or to commit; this class
 * puts its own listener in front, which runs inside {@code poll}.
 *
 * <p>Thread: all methods on the polling thread of the Vert.x client.
 */
final class RebalancingConsumer extends KafkaConsumer<ByteBuffer, ByteBuffer> {

  /** Work to do inside the rebalance, on the polling thread. */
  interface Rebalance {
    void assigned(RebalancingConsumer consumer, Set<TopicPartition> partitions);

    void revoked(RebalancingConsumer consumer, Set<TopicPartition> partitions);

    void lost(Set<TopicPartition> partitions);

    /** Before each poll: finishes what the brokers did not answer for inside a rebalance. */
    void beforePoll(RebalancingConsumer consumer);
  }

  private final Rebalance rebalance;

  RebalancingConsumer(Map<String, Object> config, Rebalance rebalance) {
    super(config, new ByteBufferDeserializer(), new ByteBufferDeserializer());
    this.rebalance = rebalance;
  }

  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener theirs) {
    super.subscribe(
        topics,
        new ConsumerRebalanceListener() {
          @Override
          public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            rebalance.assigned(RebalancingConsumer.this, Set.copyOf(partitions));
            theirs.onPartitionsAssigned(partitions);
          }

          @Override
          public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            rebalance.revoked(RebalancingConsumer.this, Set.copyOf(partitions));
            theirs.onPartitionsRevoked(partitions);
          }

          @Override
          public void onPartitionsLost(Collection<TopicPartition> partitions) {
            rebalance.lost(Set.copyOf(partitions));
            theirs.onPartitionsLost(partitions);
          }
        });
  }

  @Override
  public ConsumerRecords<ByteBuffer, ByteBuffer> poll(Duration timeout) {
    rebalance.beforePoll(this);
    return super.poll(timeout);
  }

  /** Pauses those of the partitions that are still assigned; the others have nothing to pause. */
  @Override
  public void pause(Collection<TopicPartition> partitions) {
    super.pause(owned(partitions));
  }

  /** Resumes those of the partitions that are still assigned. */
  @Override
  public void resume(Collection<TopicPartition> partitions) {
    super.resume(owned(partitions));
  }

  private Set<TopicPartition> owned(Collection<TopicPartition> partitions) {
    Set<TopicPartition> owned = new HashSet<>(partitions);
    owned.retainAll(assignment());
    return owned;
  }

  /** Commits offsets that a new group starts from, for partitions of any member. */
  void pin(Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, OffsetAndMetadata> pins = new HashMap<>();
    offsets.forEach((partition, offset) -> pins.put(partition, new OffsetAndMetadata(offset)));
    super.commitSync(pins);
  }

  /**
   * Commits only what is still assigned: the broker checks the member, not its partitions, so a
   * commit asked for before a rebalance could move another member's offsets back.
   */
  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<TopicPartition, OffsetAndMetadata> owned = new HashMap<>(offsets);
    owned.keySet().retainAll(assignment());
    if (!owned.isEmpty()) {
      super.commitSync(owned);
    }
  }
}
