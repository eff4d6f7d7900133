package io.tributary.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.proof.OffsetProof;
import io.tributary.load.workload.EventProducer;
import io.tributary.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL in the middle of many rows, on servers that no other test uses. */
@Order(1)
@SuppressWarnings("NullAway.Init") // started before all tests
class CrashIT {
  private static final long ROWS = 400_000;

  /** Far enough from both ends that the crash comes in the middle. */
  private static final long MANY_ROWS = 50_000;

  private static final String READY_MADE = "ready_made";
  private static final Map<String, String> FREQUENT = Map.of("FLUSH_INTERVAL", "300ms");

  private static Sandbox sandbox;

  @BeforeAll
  static void start(@TempDir Path folder) {
    sandbox = Sandbox.start(folder);
    EventProducer.createTopic(sandbox.kafka().bootstrapServers(), READY_MADE, 6);
    try (EventProducer producer =
        new EventProducer(sandbox.kafka().bootstrapServers(), READY_MADE, 1)) {
      producer.produce(ROWS);
    }
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void connectorTakesOverFromAKilledOne(@TempDir Path work) throws IOException {
    ClickFlow flow = new ClickFlow(sandbox, "crash", READY_MADE, "connector_killed");
    // The group gives the partitions of the dead away when its session ends.
    Map<String, String> settings = Map.of("KAFKA_SESSION_TIMEOUT", "6s", "LEASE", "2s");
    try (ServiceUnderLoad gatherer = flow.gatherer(work, url(), FREQUENT);
        ServiceUnderLoad first = flow.connector(work, gatherer.listen(), settings);
        ServiceUnderLoad second =
            flow.connector(work.resolve("second"), gatherer.listen(), settings)) {
      gatherer.start();
      first.start();
      flow.awaitStoredAbove(MANY_ROWS);

      first.kill();
      second.start();

      Await.until(
          "what the dead has sent is settled",
          ClickFlow.LIMIT,
          () -> ClickFlow.metric(gatherer, "tributary_gatherer_memory_held_bytes") == 0);
      OffsetProof left = flow.look();
      assertTrue(left.missing() > 0, "the connector was killed too late");
      long committed =
          ROWS - left.behind().stream().mapToLong(p -> p.end() - Math.max(0, p.committed())).sum();
      OffsetProof end = flow.awaitComplete(ROWS);
      assertEquals(0, end.duplicates());
      assertTrue(left.stored() > committed, "the dead had committed all it had stored");
    }
  }

  @Test
  void acknowledgedRecordsArriveThoughKafkaIsKilled(@TempDir Path work) throws IOException {
    ClickFlow flow = new ClickFlow(sandbox, "crash", "retried", "kafka_killed");
    EventProducer.createTopic(flow.kafka(), "retried", 6);
    try (ServiceUnderLoad gatherer = flow.gatherer(work, url(), FREQUENT);
        ServiceUnderLoad connector =
            flow.connector(work, gatherer.listen(), Map.of("LEASE", "2s"));
        EventProducer producer = new EventProducer(flow.kafka(), "retried", 2)) {
      gatherer.start();
      connector.start();
      producer.produce(MANY_ROWS);
      flow.awaitStoredAbove(0);
      CompletableFuture<Void> producing =
          CompletableFuture.runAsync(
              () -> producer.produce(ROWS - MANY_ROWS), task -> Thread.ofVirtual().start(task));
      Await.until(
          "more is acknowledged", ClickFlow.LIMIT, () -> producer.acknowledged() > 2 * MANY_ROWS);

      sandbox.kafka().kill();
      long acknowledgedAtDeath = producer.acknowledged();
      sandbox.kafka().start();

      producing.join();
      assertTrue(acknowledgedAtDeath < ROWS, "Kafka was killed too late");
      assertEquals(ROWS, producer.acknowledged());
      OffsetProof end = flow.awaitComplete(ROWS);
      assertEquals(0, end.duplicates());
      ClickFlow.assertAlive(gatherer, connector);
    }
  }

  private static String url() {
    return sandbox.clickHouse().url();
  }
}
