package io.tributary.protocol.frame;

/**
 * A Kafka partition of one incarnation of a topic.
 *
 * @param topic 1 to 255 characters
 * @param partition 0 or more
 * @param run incarnation of the topic, unsigned 32 bit
 */
public record SourcePartition(String topic, int partition, int run) {
  public SourcePartition {
    Check.length("topic", topic, 1, 255);
    Check.notNegative("partition", partition);
  }

  @Override
  public String toString() {
    return "partition %d of topic %s, run %08x".formatted(partition, topic, run);
  }
}
