package io.tributary.load.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.delivery.ExactFlow.Gatherer;
import io.tributary.load.fault.ClickHouseProxy;
import io.tributary.load.process.ServiceUnderLoad;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nobody knows how much of an insert is stored when it is made again. All inserts go into 45 table
 * partitions, so that parts of one can be there.
 */
@Order(1)
@SuppressWarnings("NullAway.Init") // started before all tests
class DoubtfulInsertsIT {
  private static final String MANY_PARTITIONS =
      "ENGINE MergeTree\nENGINE_SORTING_KEY timestamp\nENGINE_PARTITION_KEY cityHash64(url) % 45";
  private static final int ROWS = 500;

  private static ExactFlow flow;
  private static Gatherer gatherer;
  private static ClickHouseProxy clickHouse;
  private static ServiceUnderLoad connector;

  @BeforeAll
  static void start(@TempDir Path work) {
    flow = ExactFlow.into(MANY_PARTITIONS, work, "doubtful", 2);
    gatherer = flow.gatherer("INSERT_TIMEOUT", "1m");
    clickHouse = gatherer.clickHouse();
    connector = flow.connector(List.of(gatherer));
    flow.produce(ROWS);
    flow.awaitAllOnce();
    assertEquals(45, flow.number("SELECT uniqExact(_partition_id) FROM " + flow.table()));
  }

  @AfterAll
  static void stop() {
    flow.close();
  }

  @AfterEach
  void servicesLive() {
    ExactFlow.assertAlive(gatherer.service(), connector);
  }

  /** F-13, F-14, F-17, and what F-10 does to a body. */
  @Test
  void insertsIntoManyTablePartitionsAreCompleted() {
    List<Runnable> faults =
        List.of(
            () -> clickHouse.answerAfter(500, 252, "Too many parts", 1),
            () -> clickHouse.answerAfter(502, 0, "Bad Gateway", 1),
            () -> clickHouse.cutBody(1),
            () -> clickHouse.hangAfter(1));
    for (Runnable fault : faults) {
      fault.run();
      flow.produce(ROWS);
      flow.await("it has happened", () -> clickHouse.faultsLeft() == 0);
      clickHouse.heal();
      flow.awaitAllOnce();
    }
  }

  /** F-17, F-22. */
  @Test
  void theTableIsAlteredBeforeTheInsertIsMadeAgain() {
    List<String> changes =
        List.of(
            "ADD COLUMN more String DEFAULT concat('user ', toString(user_id)) FIRST",
            "MODIFY COLUMN status UInt32");
    for (String change : changes) {
      long before = flow.stored();
      clickHouse.hangAfter(1);
      flow.produce(ROWS);
      flow.awaitStored(before + 1);
      flow.sql("ALTER TABLE %s %s".formatted(flow.table(), change));
      clickHouse.heal();
      flow.awaitAllOnce();
    }
  }

  /** F-21: what a view refuses is in the table or in its quarantine, never in both. */
  @Test
  void rowsThatAViewRefusesAreStoredOrQuarantinedOnce() {
    long next =
        flow.number(
            "SELECT max(__offset) + 1 FROM %s WHERE __partition = 1".formatted(flow.table()));
    flow.sql("CREATE TABLE %s_seen (n UInt64) ENGINE = Null".formatted(flow.table()));
    flow.sql(
        "CREATE MATERIALIZED VIEW %1$s_view TO %1$s_seen AS SELECT toUInt64(throwIf(__partition = 1 AND __offset IN (%2$d, %3$d), 'not this one')) AS n FROM %1$s"
            .formatted(flow.table(), next + 20, next + 120));
    double refused = refused();
    flow.produce(ROWS);
    flow.awaitAllOnce();
    assertTrue(refused() > refused, "the view has refused nothing");
    flow.sql("DROP VIEW %s_view".formatted(flow.table()));
  }

  private static double refused() {
    return gatherer
        .service()
        .metrics()
        .value("tributary_gatherer_inserts_total", "outcome", "refused");
  }
}
