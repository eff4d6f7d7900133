package io.tributary.connector.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.CoordinatorLoadInProgressException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.NotCoordinatorException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What became of one commit request (rule D-2): done, refused for sure, or in doubt, which means
 * that the broker may still handle it.
 *
 * <p>Thread: the polling thread.
 */
final class CommitAnswer implements OffsetCommitCallback {
  private boolean answered;
  private @Nullable Exception failure;

  @Override
  public void onComplete(
      Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception exception) {
    answered = true;
    failure = exception;
  }

  /** True when the broker may handle it still. */
  boolean isDoubtful() {
    return !answered || (failure != null && !isRefusal(failure));
  }

  private static boolean isRefusal(Exception failure) {
    return switch (failure) {
      case CommitFailedException member -> true;
      case RebalanceInProgressException rebalance -> true;
      case AuthorizationException rights -> true;
      case AuthenticationException login -> true;
      case FencedInstanceIdException fenced -> true;
      case RetriableCommitFailedException later ->
          later.getCause() instanceof CoordinatorLoadInProgressException
              || later.getCause() instanceof NotCoordinatorException;
      default -> false;
    };
  }

  /** Returns if it is done. */
  void orThrow() {
    if (!answered) {
      throw new TimeoutException("the commit had no answer");
    }
    switch (failure) {
      case null -> {}
      case RuntimeException unchecked -> throw unchecked;
      default -> throw new KafkaException(failure);
    }
  }
}
