package io.tributary.connector.kafka;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.NotCoordinatorException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CommitAnswerTest {
  private final CommitAnswer answer = new CommitAnswer();

  @Test
  void noAnswerIsADoubt() {
    assertTrue(answer.isDoubtful());
    assertThrows(TimeoutException.class, answer::orThrow);
  }

  @Test
  void successIsNone() {
    answer.onComplete(Map.of(), null);
    assertEquals(false, answer.isDoubtful());
    assertDoesNotThrow(answer::orThrow);
  }

  static Stream<Exception> refusals() {
    return Stream.of(
        new CommitFailedException(),
        new RebalanceInProgressException(),
        new GroupAuthorizationException("readers"),
        new RetriableCommitFailedException(new NotCoordinatorException("moved")));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusedCommitIsNotHandledLater(Exception failure) {
    answer.onComplete(Map.of(), failure);
    assertEquals(false, answer.isDoubtful());
    assertThrows(failure.getClass(), answer::orThrow);
  }

  static Stream<Exception> doubts() {
    return Stream.of(
        new RetriableCommitFailedException(DisconnectException.INSTANCE),
        // The broker may have written it, and waits for its replicas.
        new RetriableCommitFailedException(new CoordinatorNotAvailableException("no answer")),
        new TimeoutException("no answer"));
  }

  @ParameterizedTest
  @MethodSource("doubts")
  void commitWithoutASureAnswerMayBeHandledStill(Exception failure) {
    answer.onComplete(Map.of(), failure);
    assertTrue(answer.isDoubtful());
    assertThrows(failure.getClass(), answer::orThrow);
  }
}
