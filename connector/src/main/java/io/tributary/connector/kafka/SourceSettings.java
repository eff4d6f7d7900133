package io.tributary.connector.kafka;

import io.tributary.protocol.datafile.Connection;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.KafkaSource;
import java.time.Duration;

/**
 * What a source needs to consume one topic.
 *
 * @param datasource name for messages
 * @param connection the cluster and how to get in
 * @param topic to subscribe
 * @param groupId consumer group
 * @param reset where a partition without a committed offset starts
 * @param timeouts how long to wait for brokers
 */
public record SourceSettings(
    String datasource,
    Connection connection,
    String topic,
    String groupId,
    Reset reset,
    Timeouts timeouts) {

  /**
   * Those of a datasource.
   *
   * @throws IllegalStateException if it has no Kafka topic
   */
  public static SourceSettings of(Datasource datasource, Connection connection, Timeouts timeouts) {
    KafkaSource kafka = datasource.topicSource();
    return new SourceSettings(
        datasource.name(),
        connection,
        kafka.topic(),
        kafka.groupId(),
        switch (kafka.offsetReset()) {
          case EARLIEST -> Reset.EARLIEST;
          case LATEST -> Reset.LATEST;
        },
        timeouts);
  }

  /** The same for another topic of the cluster. */
  public SourceSettings withTopic(String other) {
    return new SourceSettings(datasource, connection, other, groupId, reset, timeouts);
  }

  /**
   * How long to wait for brokers.
   *
   * @param request bound of each request
   * @param session how long the group waits for a member that is silent
   * @param look age of what is known of the topic at which it is asked for again
   */
  public record Timeouts(Duration request, Duration session, Duration look) {}

  /** Where a partition without a committed offset starts. */
  public enum Reset {
    EARLIEST,
    LATEST
  }

  /** Bound of each request to the brokers. */
  Duration timeout() {
    return timeouts.request();
  }

  /** {@code host:port,…} */
  public String bootstrapServers() {
    return connection.bootstrapServers();
  }
}
