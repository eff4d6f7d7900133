package io.tributary.load.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.load.delivery.ExactFlow.Gatherer;
import io.tributary.load.process.ServiceUnderLoad;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same offsets come again, cut into other batches. */
class OtherBatchesIT {
  /** F-4, F-17. */
  @Test
  void rowsThatWereStoredAndNotCommittedAreSkipped(@TempDir Path work) {
    try (ExactFlow flow = ExactFlow.of(work, "smaller", 3)) {
      Gatherer gatherer = flow.gatherer("INSERT_TIMEOUT", "1m");
      ServiceUnderLoad first = flow.connector(List.of(gatherer));
      flow.produce(100);
      flow.awaitAllOnce();

      // Blocks with the same rows under other tokens: the window must not take them for new ones.
      flow.sql(
          "ALTER TABLE %s MODIFY SETTING non_replicated_deduplication_window = 1000"
              .formatted(flow.table()));
      gatherer.clickHouse().hangAfter(1);
      flow.produce(3_000);
      flow.awaitStored(101);
      first.kill();
      long stored = flow.stored() - 100;
      flow.produce(1_000);
      ServiceUnderLoad second =
          flow.connector(List.of(gatherer), "BATCH_ROWS", "7", "BATCH_BYTES", "1KiB");
      flow.awaitMetric(
          gatherer.service(), "tributary_gatherer_claims_waiting", claims -> claims > 0);
      gatherer.clickHouse().heal();
      flow.awaitAllOnce();
      assertEquals(stored, (long) second.metrics().sum("tributary_connector_offsets_held_total"));
      ExactFlow.assertAlive(gatherer.service(), second);
    }
  }
}
