package io.tributary.connector.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.datafile.Connection;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class PollFailureTest {
  private final SourceSettings settings =
      new SourceSettings(
          "events",
          Connection.plaintext("main", "localhost:9092"),
          "clicks",
          "readers",
          SourceSettings.Reset.EARLIEST,
          new SourceSettings.Timeouts(
              Duration.ofSeconds(1), Duration.ofSeconds(45), Duration.ofMinutes(1)));

  @Test
  void deletedRecordsStopTheDatasourceAndNameTheOffset() {
    PollFailure failure =
        PollFailure.of(
            new OffsetOutOfRangeException(Map.of(new TopicPartition("clicks", 3), 42L)), settings);
    assertInstanceOf(PollFailure.Fatal.class, failure);
    assertTrue(failure.message().contains("partition 3 offset 42"), failure.message());
    assertTrue(failure.message().contains("readers"), failure.message());
  }

  @Test
  void lineAboutGoneRecordsIsToldAsItIs() {
    String line = "datasource events: records 1 to 2 were deleted [OFFSETS_EXPIRED]";
    assertEquals(
        new PollFailure.Gone(line), PollFailure.of(new RecordsGoneException(line), settings));
  }

  @Test
  void lostConnectionPasses() {
    assertInstanceOf(
        PollFailure.Passing.class, PollFailure.of(new DisconnectException("gone"), settings));
  }

  @Test
  void missingRightsAreForAPerson() {
    assertInstanceOf(
        PollFailure.Fatal.class,
        PollFailure.of(new TopicAuthorizationException("clicks"), settings));
  }
}
