package io.tributary.load.delivery;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.delivery.ExactFlow.Gatherer;
import io.tributary.load.process.ServiceUnderLoad;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connector sleeps while another one takes its partitions, and wakes up with rows to send. */
class ZombieIT {

  /** F-5. */
  @Test
  void aConnectorThatWakesUpNeitherStoresNorCommits(@TempDir Path work) {
    try (ExactFlow flow = ExactFlow.of(work, "zombie", 4)) {
      Gatherer gatherer = flow.gatherer("SESSION_SILENCE", "1m");
      ServiceUnderLoad zombie = flow.connector(List.of(gatherer), "BATCH_ROWS", "100");
      flow.produce(1_000);
      flow.awaitAllOnce();

      gatherer.clickHouse().holdBefore(1);
      flow.produce(2_000);
      flow.await("an insert is held back", () -> gatherer.clickHouse().held() == 1);
      // These wait behind it: in the gatherer, on the way to it, and in the topic.
      flow.produce(5_000);
      zombie.running().suspend();
      ServiceUnderLoad second = flow.connector(List.of(gatherer));
      flow.awaitMetric(
          gatherer.service(), "tributary_gatherer_claims_waiting", claims -> claims > 0);
      gatherer.clickHouse().deliver();
      flow.awaitAllOnce();
      double fenced = fenced(gatherer);
      assertTrue(fenced > 0, "no batch was fenced");

      flow.produce(1_000);
      zombie.running().resume();
      flow.produce(1_000);
      flow.awaitLine(zombie, "datasource zombie: revoked [");
      flow.keepProducing();
      flow.awaitMetric(zombie, "tributary_connector_partitions_held", held -> held > 0);
      flow.stopProducing();
      flow.awaitAllOnce();
      ExactFlow.assertAlive(gatherer.service(), zombie, second);
    }
  }

  private static double fenced(Gatherer gatherer) {
    return gatherer
        .service()
        .metrics()
        .value("tributary_gatherer_verdicts_total", "verdict", "fenced");
  }
}
