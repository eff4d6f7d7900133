package io.tributary.protocol.datafile;

/**
 * Where the rows of a datasource come from.
 *
 * @param connectionName name of a {@link Connection} of the same project
 * @param topic Kafka topic, 1 to 249 of letters, digits, dot, underscore and hyphen
 * @param groupId consumer group, not empty
 * @param offsetReset where a new group starts
 * @param formats how records are read
 * @param stored what is kept beside their fields
 * @param delivery which guarantee is asked for
 */
public record KafkaSource(
    String connectionName,
    String topic,
    String groupId,
    OffsetReset offsetReset,
    Formats formats,
    Stored stored,
    Delivery delivery) {
  public KafkaSource {
    if (connectionName.isEmpty() || topic.isEmpty() || groupId.isEmpty()) {
      throw new IllegalArgumentException(
          "a Kafka source needs connection, topic and group: "
              + String.join("/", connectionName, topic, groupId));
    }
  }
}
