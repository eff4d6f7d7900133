package io.tributary.connector.kafka;

import io.tributary.service.failure.FailureCode;
import java.util.Map;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
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

  /** The same because records are gone; the line names the datasource already. */
  record Gone(String message) implements PollFailure {}

  /** Classifies the failure of a poll of this source. */
  static PollFailure of(Throwable cause, SourceSettings settings) {
    AccessFailure refused = AccessFailure.of(cause, settings.connection());
    if (refused != null) {
      return new Fatal(refused.line());
    }
    return switch (cause) {
      case RecordsGoneException gone -> new Gone(String.valueOf(gone.getMessage()));
      case OffsetOutOfRangeException outOfRange ->
          new Fatal(
              FailureCode.OFFSETS_EXPIRED.line(
                  "the offset to read next is no longer in the topic ("
                      + offsets(outOfRange.offsetOutOfRangePartitions())
                      + ") for consumer group "
                      + settings.groupId()));
      case NoOffsetForPartitionException unstarted ->
          new Passing(
              FailureCode.OFFSETS_UNKNOWN.tag("the brokers have not said yet where to start"));
      case RetriableException passing ->
          new Passing(
              FailureCode.KAFKA_UNREACHABLE.tag(
                  "poll failed, trying again: " + passing.getMessage()));
      case WakeupException woken -> new Passing("poll was interrupted");
      case AuthorizationException denied ->
          new Fatal(FailureCode.KAFKA_DENIED.line(consuming(settings, denied)));
      case AuthenticationException denied ->
          new Fatal(FailureCode.KAFKA_DENIED.line(consuming(settings, denied)));
      default -> new Fatal(FailureCode.KAFKA_FAILED.line(consuming(settings, cause)));
    };
  }

  private static String consuming(SourceSettings settings, Throwable cause) {
    return "cannot consume topic " + settings.topic() + ": " + cause.getMessage();
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
