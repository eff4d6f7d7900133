package io.tributary.load.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.load.delivery.ExactFlow.Gatherer;
import io.tributary.load.process.ServiceUnderLoad;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connectors go to their second gatherer when the first one sleeps or stops, and come back. */
@Order(1)
class GathererMovesIT {

  /** F-7, F-11. */
  @Test
  void aGathererThatWakesUpStoresNothingOfWhatWaitedAndGetsItsTableBack(@TempDir Path work) {
    try (ExactFlow flow = ExactFlow.of(work, "wakes_up", 3)) {
      List<Gatherer> gatherers = flow.gatherers("FLUSH_INTERVAL", "3s");
      Gatherer first = gatherers.getFirst();
      ServiceUnderLoad connector =
          flow.connector(
              gatherers,
              "SESSION_SILENCE",
              "1s",
              "CONNECT_TIMEOUT",
              "500ms",
              "GATHERER_RETURN_INTERVAL",
              "200ms");
      flow.produce(2_000);
      flow.awaitMetric(first.service(), "tributary_gatherer_rows_received_total", rows -> rows > 0);
      first.service().running().suspend();
      assertEquals(0, flow.stored());
      flow.awaitAllOnce();

      first.service().running().resume();
      flow.awaitMetric(first.service(), "tributary_gatherer_memory_held_bytes", held -> held == 0);
      assertEquals(0, first.service().metrics().sum("tributary_gatherer_rows_inserted_total"));
      flow.awaitLine(connector, "answers again");
      flow.produce(1_000);
      flow.awaitAllOnce();
      flow.awaitMetric(first.service(), "tributary_gatherer_rows_inserted_total", rows -> rows > 0);
      ExactFlow.assertAlive(first.service(), gatherers.getLast().service(), connector);
    }
  }

  /** F-12. */
  @Test
  void aGathererThatStopsInOrderLeavesNothingToWaitFor(@TempDir Path work) {
    try (ExactFlow flow = ExactFlow.of(work, "stops_in_order", 3)) {
      List<Gatherer> gatherers = flow.gatherers();
      ServiceUnderLoad connector = flow.connector(gatherers);
      flow.keepProducing();
      flow.awaitStored(1_000);
      gatherers.getFirst().service().stop();
      flow.awaitMore();
      gatherers.getFirst().service().start();
      gatherers.getLast().service().stop();
      flow.awaitMore();
      flow.stopProducing();
      flow.awaitAllOnce();
      flow.awaitLine(connector, "gatherer says goodbye");
      ExactFlow.assertAlive(connector);
    }
  }
}
