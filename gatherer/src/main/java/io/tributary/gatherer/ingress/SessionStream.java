package io.tributary.gatherer.ingress;

import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.ProtocolViolation;
import io.tributary.protocol.frame.Rule;
import java.util.HashSet;
import java.util.Set;

/** A Kafka partition that a session writes, and which batches of it may come. */
final class SessionStream {

  private final SessionTable table;
  private final String topic;
  private final int partition;
  private final Set<Long> deferred = new HashSet<>();
  private long nextSequence;

  SessionStream(SessionTable table, Frame.Open open) {
    this.table = table;
    this.topic = open.topic();
    this.partition = open.partition();
  }

  SessionTable table() {
    return table;
  }

  /** True when {@code open} claims what this stream is about already. */
  boolean isFor(SessionTable other, Frame.Open open) {
    return table == other && topic.equals(open.topic()) && partition == open.partition();
  }

  /** Takes the batch for one that was never sent, or for the repeat of a deferred one. */
  void sequence(long sequence) throws ProtocolViolation {
    if (sequence == nextSequence) {
      nextSequence++;
    } else if (!deferred.remove(sequence)) {
      throw new ProtocolViolation(
          Rule.SEQUENCE,
          "batch %d of %s-%d, the next one is %d"
              .formatted(sequence, topic, partition, nextSequence));
    }
  }

  /** The batch may come once more. */
  void deferred(long sequence) {
    deferred.add(sequence);
  }
}
