package io.tributary.gatherer;

import static io.tributary.gatherer.TestConnector.definition;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.frame.DeliveryReport;
import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.GoodbyeReason;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.frame.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a gatherer lets a session do. */
final class SessionIT {
  private static final String TOKEN = "open sesame";

  private static RunningGatherer gatherer;

  @BeforeAll
  static void start() {
    RunningGatherer.clickHouse().createDatabase(RunningGatherer.DATABASE);
    gatherer =
        RunningGatherer.start(
            "GATHERER_TOKEN", TOKEN,
            "MAX_SESSIONS", "4",
            "SESSION_SILENCE", "6s",
            "GATHERER_MEMORY", "1MiB",
            "BATCH_MAX_BYTES", "64KiB",
            "QUARANTINE_BATCH_MAX_BYTES", "32KiB",
            "MAX_TABLE_STREAMS", "3",
            "TABLE_CREDIT", "64KiB");
  }

  @AfterAll
  static void stop() {
    gatherer.close();
  }

  private static TestConnector connect() throws IOException {
    return TestConnector.welcomed(gatherer.listen(), TOKEN);
  }

  private static TestConnector opened(String table) throws IOException {
    TestConnector connector = connect();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    // A session of an earlier test may still be about to give its stream back.
    while (!(connector.ensure(1, definition(table, "MergeTree")) instanceof TableAnswer.Columns)) {
      assertTrue(System.nanoTime() < deadline, "the table is not described");
    }
    connector.open(1, Rows.PLAIN);
    return connector;
  }

  private static Frame.Goodbye goodbye(TestConnector connector) throws IOException {
    Frame.Goodbye goodbye = connector.await(Frame.Goodbye.class, any -> true);
    connector.awaitEnd();
    return goodbye;
  }

  private static void assertViolation(String rule, TestConnector connector) throws IOException {
    Frame.Goodbye goodbye = goodbye(connector);
    assertEquals(GoodbyeReason.VIOLATION, goodbye.reason());
    assertTrue(goodbye.message().startsWith(rule), goodbye.message());
  }

  @Test
  void wrongTokenIsRefused() throws Exception {
    try (TestConnector connector = new TestConnector(gatherer.listen())) {
      connector.hello(TOKEN + "!");
      assertEquals(GoodbyeReason.UNAUTHORIZED, goodbye(connector).reason());
    }
  }

  @Test
  void anotherVersionIsRefused() throws Exception {
    try (TestConnector connector = new TestConnector(gatherer.listen())) {
      connector.send(new Frame.Hello(2, 3, "test", new UUID(1, 2), TOKEN));
      assertEquals(GoodbyeReason.VERSION, goodbye(connector).reason());
    }
  }

  @Test
  void moreThanTheCreditClosesOnlyThatSession() throws Exception {
    try (TestConnector good = opened("violations");
        TestConnector bad = opened("violations")) {
      bad.rowsRegardless(1, Rows.PLAIN, 1, Rows.plain(0, 1, "x".repeat(60_000)));
      bad.rowsRegardless(1, Rows.PLAIN, 1, Rows.plain(1, 1, "x".repeat(60_000)));
      assertViolation("P-27 CREDIT", bad);
      long sequence = good.rows(1, Rows.PLAIN, 1, Rows.plain(2, 1, "fine"));
      assertEquals(new Verdict.Stored(), good.verdict(1, sequence));
    }
  }

  @Test
  void aReportAboutATableThatWasNotDescribedIsAViolation() throws Exception {
    try (TestConnector connector = opened("reports")) {
      connector.send(new Frame.Delivered(1, report()));
      connector.send(new Frame.Ping(7));
      connector.await(Frame.Pong.class, pong -> pong.nonce() == 7);
      connector.send(new Frame.Delivered(9, report()));
      assertViolation("P-22 ENSURE_FIRST", connector);
    }
  }

  private static DeliveryReport report() {
    return new DeliveryReport(
        new SourcePartition("events", 0, 7),
        new UUID(1, 2),
        Guarantee.AT_LEAST_ONCE,
        0,
        1,
        List.of());
  }

  @Test
  void batchesOfALostSessionAreStoredAndTheirCreditReturns() throws Exception {
    try (TestConnector lost = opened("lost")) {
      lost.rows(1, Rows.PLAIN, 1, Rows.plain(7, 1, "lost"));
    }
    gatherer.awaitMetric("tributary_gatherer_rows_inserted_total", 1);
    gatherer.awaitNoMore("tributary_gatherer_memory_held_bytes");
    gatherer.awaitNoMore("tributary_gatherer_payload_memory_bytes");
    gatherer.awaitNoMore("tributary_gatherer_credit_outstanding_bytes");
  }

  @Test
  void aGapInTheSequenceIsAViolation() throws Exception {
    try (TestConnector connector = opened("gap")) {
      connector.repeat(1, 1, Rows.PLAIN, 1, Rows.plain(0, 1, ""));
      assertViolation("P-29 SEQUENCE", connector);
    }
    gatherer.awaitNoMore("tributary_gatherer_payload_memory_bytes");
  }

  @Test
  void anUndeclaredLayoutIsAViolation() throws Exception {
    try (TestConnector connector = opened("undeclared")) {
      connector.rows(1, Rows.MARKED, 1, Rows.withName(1, "x"));
      assertViolation("P-24 LAYOUT_FIRST", connector);
    }
  }

  @Test
  void quarantineBatchesAreSmaller() throws Exception {
    try (TestConnector connector = connect()) {
      connector.ensure(1, TableRole.QUARANTINE, definition("bad_rows", "MergeTree"));
      connector.open(1, Rows.PLAIN);
      connector.rowsRegardless(1, Rows.PLAIN, 1, Rows.plain(0, 1, "x".repeat(40_000)));
      assertViolation("P-28 BATCH_BYTES", connector);
    }
  }

  @Test
  void moreTablesThanPromisesHaveToWait() throws Exception {
    try (TestConnector connector = connect()) {
      for (int handle = 1; handle <= 3; handle++) {
        assertInstanceOf(
            TableAnswer.Columns.class,
            connector.ensure(handle, definition("promise" + handle, "MergeTree")));
      }
      TableAnswer fourth = connector.ensure(4, definition("promise4", "MergeTree"));
      assertTrue(
          assertInstanceOf(TableAnswer.Later.class, fourth)
              .message()
              .contains("MAX_TABLE_STREAMS"));
    }
  }

  @Test
  void tooManySessionsAreTurnedAway() throws Exception {
    List<TestConnector> welcome = new ArrayList<>();
    try (TestConnector tooMany = afterFour(welcome)) {
      assertEquals(GoodbyeReason.BUSY, goodbye(tooMany).reason());
    }
    for (TestConnector connector : welcome) {
      connector.close();
    }
    gatherer.awaitNoMore("tributary_gatherer_sessions_open");
  }

  private static TestConnector afterFour(List<TestConnector> welcome) throws IOException {
    while (welcome.size() < 4) {
      welcome.add(connect());
    }
    return new TestConnector(gatherer.listen());
  }

  @Test
  void silenceEndsASession() throws Exception {
    try (TestConnector connector = connect()) {
      assertEquals(GoodbyeReason.SILENCE, goodbye(connector).reason());
    }
  }

  @Test
  void pongCarriesTheServersClock() throws Exception {
    try (TestConnector connector = connect()) {
      connector.send(new Frame.Ping(42));
      Frame.Pong pong = connector.await(Frame.Pong.class, any -> true);
      assertEquals(42, pong.nonce());
      assertTrue(Math.abs(System.currentTimeMillis() - pong.serverTimeMillis()) < 5_000);
    }
  }
}
