package io.tributary.connector.kafka;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Where partitions without a committed offset start. The consumer's own reset is switched off, so
 * that nothing is ever skipped without a decision made here. {@code latest} is resolved once, for
 * all partitions of the topic, and committed before the first poll: a crash cannot move it further,
 * and partitions that are added later start at their beginning.
 *
 * <p>Pure; any thread.
 */
enum StartOrigin {
  BEGINNING,
  END;

  /**
   * @param committed partitions of the topic with a committed offset of the group
   */
  static StartOrigin of(SourceSettings.Reset reset, Set<TopicPartition> committed) {
    return reset == SourceSettings.Reset.LATEST && committed.isEmpty() ? END : BEGINNING;
  }
}
