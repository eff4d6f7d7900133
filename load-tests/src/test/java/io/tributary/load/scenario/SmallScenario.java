package io.tributary.load.scenario;

import io.tributary.load.scenario.Scenario.Arrival;
import io.tributary.load.scenario.Scenario.Duplicates;
import io.tributary.load.workload.Compression;
import io.tributary.load.workload.DataSet;
import io.tributary.protocol.datafile.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One of everything and no faults, for tests that do not run it. */
public final class SmallScenario {
  private SmallScenario() {}

  /** So many rows of W out of a full topic. */
  public static Scenario of(long rows) {
    Scenario.ServiceOptions none = new Scenario.ServiceOptions(Map.of(), List.of());
    return new Scenario(
        new Scenario.Offer(
            List.of(
                new Source(
                    DataSet.W,
                    new Source.Wire(Compression.LZ4, 0),
                    1,
                    1,
                    new Source.Amount(rows, 0, 0))),
            0,
            Arrival.PRELOADED,
            Duration.ZERO),
        new Scenario.Topology(1, 1, Scenario.ConnectorHost.OWN_PROCESSES),
        none,
        none,
        List.of(),
        new Scenario.Expectation(
            Delivery.BEST, Duplicates.NONE, Duration.ofSeconds(1), Duration.ofSeconds(1)),
        Scenario.Profile.NONE);
  }
}
