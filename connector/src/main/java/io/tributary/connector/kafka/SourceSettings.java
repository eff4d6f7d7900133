package io.tributary.connector.kafka;

import java.time.Duration;

/**
 * What a source needs to consume one topic.
 *
 * @param datasource name for messages
 * @param bootstrapServers {@code host:port,…}
 * @param topic to subscribe
 * @param groupId consumer group
 * @param reset where a partition without a committed offset starts
 * @param timeout bound of each request to the brokers
 * @param sessionTimeout how long the group waits for a member that is silent
 */
public record SourceSettings(
    String datasource,
    String bootstrapServers,
    String topic,
    String groupId,
    Reset reset,
    Duration timeout,
    Duration sessionTimeout) {

  /** Where a partition without a committed offset starts. */
  public enum Reset {
    EARLIEST,
    LATEST
  }
}
