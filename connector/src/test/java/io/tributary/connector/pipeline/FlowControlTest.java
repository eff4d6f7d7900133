package io.tributary.connector.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.connector.claim.PartitionClaim.Start;
import io.tributary.connector.kafka.KafkaSource;
import io.tributary.connector.telemetry.PipelineMeters;
import io.tributary.service.telemetry.Meters;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Before its source has subscribed: a gatherer may come back at any moment. */
final class FlowControlTest {
  private final Vertx vertx = Vertx.vertx();
  private final PipelineMeters meters = new PipelineMeters(new Meters(), "clicks", 1_000);
  private final List<String> done = new ArrayList<>();
  private final FlowControl flow =
      new FlowControl(
          new PauseGate(1_000),
          new KafkaSource(vertx, TestSource.settings(), new NoAssignment(), meters.lag()),
          new Intake(new Intake.Hooks(settled -> {}, schema -> {}, held -> {}, released -> {})),
          meters);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void nothingUnderWayIsEmptyAtOnce() {
    int unused = flow.stopUntilEmpty(() -> done.add("empty"));
    assertTrue(flow.isStopping());
    flow.update(0);
    assertEquals(List.of("empty"), done);
    assertFalse(flow.isStopping());
  }

  @Test
  void goesOnWithoutAPartition() {
    int unused = flow.stopUntilEmpty(() -> done.add("empty"));
    flow.goOn();
    flow.update(0);
    assertEquals(List.of(), done);
    assertFalse(flow.isStopping());
  }

  @Test
  void onlyTheWaitThatTookTooLongIsGivenUp() {
    int first = flow.stopUntilEmpty(() -> done.add("first"));
    flow.update(0);
    int second = flow.stopUntilEmpty(() -> done.add("second"));
    flow.giveUp(first);
    assertTrue(flow.isStopping());
    flow.giveUp(second);
    assertFalse(flow.isStopping());
    assertEquals(List.of("first"), done);
  }

  /** A source that has not subscribed gets no partitions. */
  private static final class NoAssignment implements KafkaSource.Assignment {
    @Override
    public void assigned(Map<Integer, Start> starts) {}

    @Override
    public void revoked(Set<Integer> partitions) {}

    @Override
    public void refused(String line) {}
  }
}
