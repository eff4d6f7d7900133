package io.tributary.load.delivery;

import io.tributary.load.delivery.ExactFlow.Gatherer;
import io.tributary.load.process.ServiceUnderLoad;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions move between connectors, and between gatherers, while rows go on coming. */
@Order(1)
class ScaleIT {
  private static final int PARTITIONS = 6;

  /** F-3, F-20. */
  @Test
  void partitionsMoveToMoreConnectorsAndBackToOne(@TempDir Path work) {
    try (ExactFlow flow = ExactFlow.of(work, "scale", PARTITIONS)) {
      List<Gatherer> gatherers = flow.gatherers();
      List<Gatherer> one = List.of(gatherers.getFirst());
      List<Gatherer> other = List.of(gatherers.getLast());
      flow.keepProducing();
      ServiceUnderLoad first = flow.connector(one);
      awaitHeld(flow, first, PARTITIONS);
      ServiceUnderLoad second = flow.connector(other);
      awaitHeld(flow, second, 3);
      awaitHeld(flow, first, 3);
      ServiceUnderLoad third = flow.connector(one);
      awaitHeld(flow, third, 2);
      flow.awaitMore();

      first.stop();
      second.stop();
      awaitHeld(flow, third, PARTITIONS);
      flow.awaitMore();

      // Those that the third has now come back, through the other gatherer.
      second.start();
      awaitHeld(flow, second, 3);
      third.kill();
      awaitHeld(flow, second, PARTITIONS);
      flow.awaitMore();
      flow.stopProducing();
      flow.awaitAllOnce();
    }
  }

  private static void awaitHeld(ExactFlow flow, ServiceUnderLoad connector, int partitions) {
    flow.awaitMetric(connector, "tributary_connector_partitions_held", held -> held == partitions);
  }
}
