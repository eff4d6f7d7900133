package io.tributary.load.delivery;

import io.tributary.load.delivery.ExactFlow.Gatherer;
import io.tributary.load.fault.TcpProxy;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.sandbox.KafkaServer;
import io.tributary.sandbox.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka goes away from one connector or from all, and rows are under way. */
@Order(1)
@SuppressWarnings("NullAway.Init") // started before all tests
class KafkaFaultsIT {
  private static final String FAILURES = "tributary_connector_commit_failures_total";

  private static KafkaServer kafka;
  private static TcpProxy detour;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    int port = Ports.free();
    detour = TcpProxy.to("127.0.0.1:" + port);
    kafka = KafkaServer.startBehind(folder, port, detour.address());
  }

  @AfterAll
  static void stop() {
    kafka.kill();
    detour.close();
  }

  /** F-6, F-18. */
  @Test
  void aConnectorWithoutKafkaStoresNothingAfterItsLease(@TempDir Path work) {
    try (ExactFlow flow = ExactFlow.on(kafka.bootstrapServers(), work, "cut_off", 4)) {
      Gatherer gatherer = flow.gatherer();
      ServiceUnderLoad cutOff =
          flow.connectorBy(
              detour.address(), List.of(gatherer), "BATCH_ROWS", "100", "KAFKA_TIMEOUT", "5s");
      flow.produce(1_000);
      flow.awaitAllOnce();

      gatherer.clickHouse().holdBefore(1);
      flow.produce(5_000);
      flow.await("an insert is held back", () -> gatherer.clickHouse().held() == 1);
      detour.cut();
      flow.awaitLine(cutOff, "commit failed, its offsets go with the next one");
      gatherer.clickHouse().deliver();
      flow.awaitLine(
          gatherer.service(),
          "table cut_off: batches are deferred: the writer has not shown for too long"
              + " that it owns its partition [LEASE_OVER]");
      ServiceUnderLoad second = flow.connector(List.of(gatherer));
      flow.awaitAllOnce();

      detour.heal();
      flow.produce(1_000);
      flow.awaitLine(cutOff, "datasource cut_off: revoked [");
      flow.keepProducing();
      flow.awaitMetric(cutOff, "tributary_connector_partitions_held", held -> held > 0);
      flow.stopProducing();
      flow.awaitAllOnce();
      ExactFlow.assertAlive(gatherer.service(), cutOff, second);
    }
  }

  /** F-19: the lost commit arrives when the broker goes on, behind the next ones. */
  @Test
  void commitsWithoutAnswerAreMadeAgain(@TempDir Path work) {
    try (ExactFlow flow = ExactFlow.on(kafka.bootstrapServers(), work, "unanswered", 4)) {
      Gatherer gatherer = flow.gatherer();
      ServiceUnderLoad connector =
          flow.connector(List.of(gatherer), "LEASE", "6s", "KAFKA_TIMEOUT", "5s");
      flow.produce(1_000);
      flow.awaitAllOnce();
      for (int i = 0; i < 2; i++) {
        long before = flow.stored();
        gatherer.clickHouse().holdBefore(1);
        flow.produce(1_000);
        flow.await("an insert is held back", () -> gatherer.clickHouse().held() == 1);
        kafka.process().suspend();
        try {
          double failures = connector.metrics().sum(FAILURES);
          gatherer.clickHouse().deliver();
          flow.awaitStored(before + 1);
          flow.awaitMetric(connector, FAILURES, now -> now > failures);
        } finally {
          kafka.process().resume();
        }
        flow.awaitAllOnce();
      }
      ExactFlow.assertAlive(gatherer.service(), connector);
    }
  }
}
