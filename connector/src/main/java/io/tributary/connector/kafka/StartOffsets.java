package io.tributary.connector.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides where newly assigned partitions start. The consumer's own reset is switched off, so that
 * nothing is ever skipped without a decision made here: a committed offset is taken as it is;
 * without one the group's {@link Origin} decides. {@code latest} is resolved once, for all
 * partitions of the topic, and committed before the first poll: a crash cannot move it further, and
 * partitions that are added later start at their beginning.
 *
 * <p>Pure; any thread.
 *
 * @param seek offset of the first record to read, for every assigned partition
 * @param commit what must be committed before the first poll, also for partitions of other members
 */
record StartOffsets(Map<TopicPartition, Long> seek, Map<TopicPartition, Long> commit) {
  StartOffsets {
    seek = Map.copyOf(seek);
    commit = Map.copyOf(commit);
  }

  /** Where partitions without a committed offset start. */
  enum Origin {
    BEGINNING,
    END;

    /**
     * @param committed committed offsets of the group for all partitions of the topic
     */
    static Origin of(SourceSettings.Reset reset, Map<TopicPartition, Long> committed) {
      return reset == SourceSettings.Reset.LATEST && committed.isEmpty() ? END : BEGINNING;
    }
  }

  /**
   * @param assigned partitions to start
   * @param committed committed offsets of the group for all partitions of the topic
   * @param resetTo offset at the origin, for every partition without a committed offset that is
   *     assigned, and with {@link Origin#END} for all of the topic
   */
  static StartOffsets decide(
      Set<TopicPartition> assigned,
      Map<TopicPartition, Long> committed,
      Map<TopicPartition, Long> resetTo,
      Origin origin) {
    Map<TopicPartition, Long> seek = new HashMap<>(resetTo);
    seek.putAll(committed);
    seek.keySet().retainAll(assigned);
    return new StartOffsets(seek, origin == Origin.END ? resetTo : Map.of());
  }
}
