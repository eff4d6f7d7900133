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
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/**
 * A consumer whose rebalance work runs on the polling thread. The Vert.x client only schedules its
 * assign and revoke handlers onto an event loop, which is too late to seek or to commit; this class
 * puts its own listener in front, which runs inside {@code poll}.
 *
 * <p>Thread: all methods on the polling thread of the Vert.x client, if not said otherwise.
 */
final class RebalancingConsumer extends KafkaConsumer<ByteBuffer, ByteBuffer> {

  /** Work to do inside the rebalance, on the polling thread. */
  interface Rebalance {
    void assigned(RebalancingConsumer consumer, Set<TopicPartition> partitions);

    void revoked(RebalancingConsumer consumer, Set<TopicPartition> partitions);

    void lost(Set<TopicPartition> partitions);

    /** Before each poll: finishes what the brokers did not answer for inside a rebalance. */
    void beforePoll(RebalancingConsumer consumer);

    /** A poll found that the offset to read next is not in the topic: what to fail with. */
    RuntimeException outOfRange(RebalancingConsumer consumer, OffsetOutOfRangeException failure);
  }

  private static final int NONE = -1;
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);

  private final Rebalance rebalance;

  /** Generation of the group in which a commit had no answer. */
  private int doubtful = NONE;

  private volatile boolean atEnd;

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
    if (isDoubtful()) {
      enforceRebalance("a commit had no answer");
    }
    try {
      ConsumerRecords<ByteBuffer, ByteBuffer> records = super.poll(timeout);
      atEnd = endWith(records);
      return records;
    } catch (OffsetOutOfRangeException e) {
      throw rebalance.outOfRange(this, e);
    }
  }

  private boolean endWith(ConsumerRecords<ByteBuffer, ByteBuffer> records) {
    for (TopicPartition partition : records.partitions()) {
      if (currentLag(partition).orElse(1) > 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns true when the brokers had no more of what the last poll took from; on any thread. */
  boolean isAtEnd() {
    return atEnd;
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
  void pin(Map<TopicPartition, OffsetAndMetadata> offsets) {
    commitUnlessDoubtful(offsets);
  }

  /**
   * Commits only what is still assigned: the broker checks the member, not its partitions, so a
   * commit asked for before a rebalance could move another member's offsets back. A commit without
   * an answer may still arrive, behind later ones: nothing more is committed in this generation of
   * the group, and the next one, which is asked for, has the late commit refused.
   */
  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<TopicPartition, OffsetAndMetadata> owned = new HashMap<>(offsets);
    owned.keySet().retainAll(assignment());
    owned.values().removeIf(commit -> !CommitProof.Entry.isStillDue(commit));
    CommitProof proof = CommitProof.asked(offsets);
    if (proof != null) {
      proof.sending(System.nanoTime());
    }
    if (!owned.isEmpty()) {
      commitUnlessDoubtful(owned);
    }
    if (proof != null) {
      proof.committed(owned.keySet());
    }
  }

  private void commitUnlessDoubtful(Map<TopicPartition, OffsetAndMetadata> offsets) {
    if (isDoubtful()) {
      throw new RebalanceInProgressException("an earlier commit had no answer, joining again");
    }
    CommitAnswer answer = new CommitAnswer();
    try {
      // The client's own commitSync repeats what had no answer, and both may be handled, late.
      super.commitAsync(offsets, answer);
      awaitAnswer(offsets.keySet().iterator().next());
      super.commitSync(Map.of());
    } finally {
      if (answer.isDoubtful()) {
        doubtful = groupMetadata().generationId();
      }
    }
    answer.orThrow();
  }

  /**
   * Waits for the answer to a commit by asking the coordinator for something behind it. An empty
   * commitSync waits for it, too, but sleeps for a retry backoff whenever records come first.
   */
  private void awaitAnswer(TopicPartition partition) {
    try {
      super.committed(Set.of(partition), ANSWER_TIMEOUT);
    } catch (RetriableException e) {
      // The commit has an answer of its own, or is waited for longer.
    }
  }

  private boolean isDoubtful() {
    return doubtful != NONE && doubtful == groupMetadata().generationId();
  }
}
