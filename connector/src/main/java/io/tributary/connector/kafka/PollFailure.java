package io.tributary.connector.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;

/** What a failed poll means for the datasource. */
public sealed interface PollFailure {

  /** One line for the operator. */
  String message();

  /** The next poll may succeed. */
  record Passing(String message) implements PollFailure {}

  /** The datasource has to stop until a person acted. */
  record Fatal(String message) implements PollFailure {}

  /** Classifies the failure of a poll of this source. */
  static PollFailure of(Throwable cause, SourceSettings settings) {
    return switch (cause) {
      case OffsetOutOfRangeException outOfRange ->
          new Fatal(
              "the offset to read next is no longer in the topic ("
                  + offsets(outOfRange.offsetOutOfRangePartitions())
                  + "); records were deleted before they were read. Move consumer group "
                  + settings.groupId()
                  + " to an offset that exists to go on");
      case NoOffsetForPartitionException unstarted ->
          new Passing("the brokers have not said yet where to start");
      case RetriableException passing ->
          new Passing("poll failed, trying again: " + passing.getMessage());
      case WakeupException woken -> new Passing("poll was interrupted");
      default -> new Fatal("cannot consume topic " + settings.topic() + ": " + cause.getMessage());
    };
  }

  private static String offsets(Map<TopicPartition, Long> positions) {
    StringBuilder text = new StringBuilder();
    positions.forEach(
        (partition, offset) -> {
          text.append(text.isEmpty() ? "" : ", ");
          text.append("partition ").append(partition.partition());
          text.append(" offset ").append(offset);
        });
    return text.toString();
  }
}
