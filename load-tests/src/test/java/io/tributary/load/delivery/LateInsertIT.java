package io.tributary.load.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.delivery.ExactFlow.Gatherer;
import io.tributary.load.process.ServiceUnderLoad;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gatherer dies for good while its insert is on its way, and another one takes over. */
class LateInsertIT {

  /** F-8, F-9. */
  @Test
  void anInsertThatArrivesAfterTheTakeOverStoresNothing(@TempDir Path work) {
    try (ExactFlow flow = ExactFlow.of(work, "arrives_late", 3)) {
      List<Gatherer> gatherers = flow.gatherers();
      Gatherer first = gatherers.getFirst();
      ServiceUnderLoad connector = flow.connector(gatherers);
      flow.produce(1_000);
      flow.awaitAllOnce();

      first.clickHouse().holdBefore(1);
      flow.produce(2_000);
      flow.await("an insert is held back", () -> first.clickHouse().held() == 1);
      first.service().kill();
      flow.awaitAllOnce();

      first.clickHouse().deliver();
      flow.await("it is answered", () -> first.clickHouse().lateAnswers().size() == 1);
      String answer = first.clickHouse().lateAnswers().getFirst();
      assertTrue(
          answer.contains("tributary: the deadline of this insert has passed"), () -> answer);
      flow.produce(1_000);
      flow.awaitAllOnce();
      ExactFlow.assertAlive(connector);
    }
  }

  /** F-9. */
  @Test
  void anInsertThatHasBegunIsWaitedFor(@TempDir Path work) {
    try (ExactFlow flow = ExactFlow.of(work, "has_begun", 1)) {
      List<Gatherer> gatherers = flow.gatherers();
      ServiceUnderLoad connector = flow.connector(gatherers);
      flow.produce(10);
      flow.awaitAllOnce();
      // 4.5 s for 28 rows, before any is in the table; ClickHouse lets none sleep above 3 s.
      flow.sql(
          "ALTER TABLE %s ADD COLUMN slow UInt8 MATERIALIZED sleepEachRow(0.1), ADD COLUMN slower UInt8 MATERIALIZED sleepEachRow(0.06)"
              .formatted(flow.table()));
      flow.produce(28);
      flow.await("the insert runs", () -> flow.number(running(flow)) == 1);
      gatherers.getFirst().service().kill();
      assertEquals(10, flow.stored());

      flow.await("it has ended", () -> flow.number(running(flow)) == 0);
      flow.sql("ALTER TABLE %s DROP COLUMN slow, DROP COLUMN slower".formatted(flow.table()));
      flow.produce(1_000);
      flow.awaitAllOnce();
      assertEquals(28, connector.metrics().sum("tributary_connector_offsets_held_total"), 0.1);
      ExactFlow.assertAlive(connector);
    }
  }

  private static String running(ExactFlow flow) {
    return "SELECT count() FROM system.processes WHERE endsWith(Settings['log_comment'], ' table=%s')"
        .formatted(flow.table());
  }
}
