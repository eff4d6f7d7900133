package io.tributary.gatherer;

import static io.tributary.gatherer.TestConnector.definition;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.Verdict;
import io.tributary.sandbox.ClickHouseServer;
import io.tributary.sandbox.Sandbox;
import io.tributary.service.process.StartException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A ClickHouse that is not there. On the sandbox's, because it is killed here. */
@Isolated("It stops the ClickHouse that all share.")
final class OutageIT {
  private static final ClickHouseServer CLICK_HOUSE = Sandbox.shared().clickHouse();

  @BeforeAll
  static void createDatabase() {
    CLICK_HOUSE.createDatabase(RunningGatherer.DATABASE);
  }

  @Test
  void rowsAreStoredAfterAnOutage() throws Exception {
    try (RunningGatherer gatherer = RunningGatherer.start("CLICKHOUSE_URL", CLICK_HOUSE.url());
        TestConnector connector = gatherer.connect()) {
      connector.ensure(1, definition("outage", "MergeTree"));
      connector.open(1, Rows.PLAIN);
      connector.verdict(1, connector.rows(1, Rows.PLAIN, 1, Rows.plain(0, 1, "")));
      CLICK_HOUSE.kill();
      try {
        connector.rows(1, Rows.PLAIN, 10, Rows.plain(1, 10, ""));
        gatherer.awaitMetric("tributary_gatherer_retries_total", 2);
        assertInstanceOf(
            TableAnswer.Later.class, connector.ensure(2, definition("outage", "MergeTree")));
      } finally {
        CLICK_HOUSE.start();
      }
      assertEquals(new Verdict.Stored(), connector.verdict(1, 1));
      assertEquals(
          "11",
          CLICK_HOUSE.query("SELECT uniqExact(id) FROM " + RunningGatherer.DATABASE + ".outage"));
    }
  }

  @Test
  void aClaimWaitsForClickHouse() throws Exception {
    CLICK_HOUSE.query(
        "CREATE TABLE %s.claimed (%s) ENGINE = MergeTree ORDER BY __offset"
            .formatted(RunningGatherer.DATABASE, LedgerRows.COLUMNS));
    try (RunningGatherer gatherer = RunningGatherer.start("CLICKHOUSE_URL", CLICK_HOUSE.url());
        TestConnector connector = gatherer.connect()) {
      connector.ensure(1, LedgerRows.definition("claimed"));
      SourcePartition source = new SourcePartition("topic", 0, 7);
      CLICK_HOUSE.kill();
      try {
        connector.send(
            new Frame.Open(
                1,
                1,
                new Claim(
                    source, "group", 2, 0, Guarantee.EXACTLY_ONCE, new Predecessor.Unsure(500))));
        gatherer.awaitMetric("tributary_gatherer_claims_waiting", 1);
      } finally {
        CLICK_HOUSE.start();
      }
      assertEquals(
          new OpenAnswer.Resume(List.of(), OpenAnswer.Resume.ALL),
          connector.await(Frame.Opened.class, any -> true).answer());
    }
  }

  @Test
  void aStartWithoutClickHouseFailsWithOneLine() {
    CompletionException failed =
        assertThrows(
            CompletionException.class,
            () ->
                RunningGatherer.start(
                    "CLICKHOUSE_URL", "http://127.0.0.1:1", "STARTUP_TIMEOUT", "1s"));
    String message =
        String.valueOf(assertInstanceOf(StartException.class, failed.getCause()).getMessage());
    assertTrue(
        message.startsWith("ClickHouse at http://127.0.0.1:1 gave no answer within 1 s"), message);
  }
}
