package io.tributary.connector.kafka;

import io.tributary.protocol.datafile.Connection;
import java.time.Duration;

/**
 * What a source needs to consume one topic.
 *
 * @param datasource name for messages
 * @param connection the cluster and how to get in
 * @param topic to subscribe
 * @param groupId consumer group
 * @param reset where a partition without a committed offset starts
 * @param timeout bound of each request to the brokers
 * @param sessionTimeout how long the group waits for a member that is silent
 */
public record SourceSettings(
    String datasource,
    Connection connection,
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

  /** {@code host:port,…} */
  public String bootstrapServers() {
    return connection.bootstrapServers();
  }
}
