package io.tributary.connector.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineHealthTest {
  private final PipelineHealth health = new PipelineHealth("clicks");

  @Test
  void startingAndStoppingAreNotReady() {
    assertEquals(List.of("datasource clicks: starting"), health.reasons(0));
    health.started();
    assertEquals(List.of(), health.reasons(0));
    health.stopping();
    assertEquals(List.of("datasource clicks: stopping"), health.reasons(0));
  }

  @Test
  void missingSessionIsTimedFromItsLoss() {
    health.started();
    health.disconnected(seconds(100));
    health.disconnected(seconds(103));
    assertEquals(
        List.of("datasource clicks: no gatherer session for 5 s"), health.reasons(seconds(105)));
    health.connected();
    assertEquals(List.of(), health.reasons(seconds(105)));
  }

  @Test
  void partitionsOfAnotherGroupAreAReason() {
    health.started();
    health.denied("group other writes them [PARTITION_TAKEN]");
    assertEquals(
        List.of("datasource clicks: group other writes them [PARTITION_TAKEN]"), health.reasons(0));
    health.denied("");
    assertEquals(List.of(), health.reasons(0));
  }

  @Test
  void shortPauseIsBackPressureAndALongOneAReason() {
    health.started();
    health.paused(seconds(0));
    assertEquals(List.of(), health.reasons(seconds(29)));
    assertEquals(
        List.of("datasource clicks: paused for 30 s, because what was sent gets no verdict"),
        health.reasons(seconds(30)));
    health.resumed();
    health.paused(seconds(31));
    assertEquals(List.of(), health.reasons(seconds(32)));
  }

  @Test
  void silentKafkaIsAReasonUntilItAnswers() {
    health.started();
    health.kafkaUnheard("timed out", seconds(0));
    health.kafkaUnheard("no leader", seconds(9));
    assertEquals(List.of(), health.reasons(seconds(9)));
    assertEquals(
        List.of("datasource clicks: Kafka has not answered for 12 s: no leader"),
        health.reasons(seconds(12)));
    health.kafkaHeard();
    assertEquals(List.of(), health.reasons(seconds(12)));
  }

  @Test
  void everyReasonHasItsLine() {
    health.started();
    health.disconnected(seconds(0));
    health.paused(seconds(0));
    health.kafkaUnheard("timed out", seconds(0));
    assertEquals(3, health.reasons(seconds(60)).size());
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
