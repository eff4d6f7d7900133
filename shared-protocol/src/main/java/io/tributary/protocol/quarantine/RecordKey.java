package io.tributary.protocol.quarantine;

import java.util.Comparator;

/**
 * What tells a Kafka record from all others, in the order in which quarantined ones are read.
 *
 * @param partition 0 or more
 * @param offset 0 or more
 * @param topic its name, not empty
 * @param run incarnation of the topic, unsigned 32 bit
 */
public record RecordKey(int partition, long offset, String topic, long run)
    implements Comparable<RecordKey> {
  private static final long MAX_RUN = 0xFFFF_FFFFL;
  private static final Comparator<RecordKey> ORDER =
      Comparator.comparingInt(RecordKey::partition)
          .thenComparingLong(RecordKey::offset)
          .thenComparing(RecordKey::topic)
          .thenComparingLong(RecordKey::run);

  public RecordKey {
    if (topic.isEmpty() || partition < 0 || offset < 0 || run < 0 || run > MAX_RUN) {
      throw new IllegalArgumentException(
          "no record has run %d, partition %d, offset %d".formatted(run, partition, offset));
    }
  }

  @Override
  public int compareTo(RecordKey other) {
    return ORDER.compare(this, other);
  }
}
