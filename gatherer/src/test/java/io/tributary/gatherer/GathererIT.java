package io.tributary.gatherer;

import static io.tributary.gatherer.RunningGatherer.number;
import static io.tributary.gatherer.TestConnector.definition;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows on their way from a session to a table of the real ClickHouse. */
final class GathererIT {
  private static final String ENGINE = "MergeTree";

  private static RunningGatherer gatherer;

  @BeforeAll
  static void start() {
    RunningGatherer.clickHouse().createDatabase(RunningGatherer.DATABASE);
    gatherer = RunningGatherer.start();
  }

  @AfterAll
  static void stop() {
    gatherer.close();
  }

  @Test
  void rowsArriveAndAreSettled() throws Exception {
    try (TestConnector connector = gatherer.connect()) {
      TableAnswer answer = connector.ensure(1, definition("arrive", ENGINE));
      assertEquals(3, assertInstanceOf(TableAnswer.Columns.class, answer).columns().size());
      connector.open(1, Rows.PLAIN);
      long first = connector.rows(1, Rows.PLAIN, 100, Rows.plain(0, 100, "ab"));
      long second = connector.rows(1, Rows.PLAIN, 50, Rows.plain(100, 50, "ab"));
      assertEquals(new Verdict.Stored(), connector.verdict(1, first));
      assertEquals(new Verdict.Stored(), connector.verdict(1, second));
      assertEquals(150, number("uniqExact(id)", "arrive"));
      assertEquals(150, number("countIf(name = 'ab' AND tail = 7)", "arrive"));
    }
  }

  @Test
  void manySessionsMakeFewInserts() throws Exception {
    List<TestConnector> connectors = new ArrayList<>();
    try {
      double before = gatherer.metric("tributary_gatherer_inserts_total");
      for (int i = 0; i < 20; i++) {
        TestConnector connector = gatherer.connect();
        connectors.add(connector);
        connector.ensure(1, definition("many", ENGINE));
        connector.open(1, Rows.PLAIN);
      }
      for (int round = 0; round < 10; round++) {
        for (int i = 0; i < 20; i++) {
          connectors.get(i).rows(1, Rows.PLAIN, 5, Rows.plain(round * 100L + i * 5L, 5, "x"));
        }
      }
      for (TestConnector connector : connectors) {
        for (int round = 0; round < 10; round++) {
          assertEquals(new Verdict.Stored(), connector.verdict(1, round));
        }
      }
      assertEquals(1000, number("uniqExact(id)", "many"));
      double inserts = gatherer.metric("tributary_gatherer_inserts_total") - before;
      assertTrue(inserts <= 20, inserts + " inserts of 200 batches");
    } finally {
      for (TestConnector connector : connectors) {
        connector.close();
      }
    }
  }
}
