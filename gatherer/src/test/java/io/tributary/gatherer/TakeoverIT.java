package io.tributary.gatherer;

import static io.tributary.gatherer.RunningGatherer.DATABASE;
import static io.tributary.gatherer.RunningGatherer.clickHouse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.GoodbyeReason;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.protocol.frame.OpenAnswer.Resume;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.table.TableDefinition;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Claims for exactly once, over the protocol, with leases of a second. */
final class TakeoverIT {
  private static final int LEASE_MILLIS = 1_000;
  private static final Resume EMPTY = new Resume(List.of(), Resume.ALL);

  @SuppressWarnings("NullAway.Init")
  private static RunningGatherer gatherer;

  @BeforeAll
  static void start() {
    clickHouse().createDatabase(DATABASE);
    gatherer = RunningGatherer.start("TAKEOVER_KILL_AFTER", "1m");
  }

  @AfterAll
  static void stop() {
    gatherer.close();
  }

  private static TableDefinition definition(String table) {
    return new TableDefinition(
        table, LedgerRows.definition(table).columns(), "MergeTree", "__offset", "");
  }

  private static Claim claim(String group, long epoch, Predecessor predecessor) {
    return new Claim(
        new SourcePartition("topic", 3, 7), group, epoch, 0, Guarantee.EXACTLY_ONCE, predecessor);
  }

  private static Claim claim(long epoch, Predecessor predecessor) {
    return claim("group", epoch, predecessor);
  }

  private static TestConnector connected(String table) throws Exception {
    TestConnector connector = gatherer.connect();
    connector.ensure(1, definition(table));
    return connector;
  }

  private static OpenAnswer claim(TestConnector connector, int stream, Claim claim)
      throws Exception {
    connector.send(new Frame.Open(stream, 1, claim));
    return answer(connector, stream);
  }

  private static OpenAnswer answer(TestConnector connector, int stream) throws Exception {
    return connector.await(Frame.Opened.class, opened -> opened.stream() == stream).answer();
  }

  /** Rows of the partition that all claims here are about. */
  private static void store(String table, String offsets) {
    clickHouse()
        .query(
            "INSERT INTO %s.%s (tail, __topic, __partition, __offset, __run) SELECT 0, 'topic', 3, arrayJoin([%s]), 7"
                .formatted(DATABASE, table, offsets));
  }

  @Test
  void aFirstClaimIsAnsweredWithoutWaiting() throws Exception {
    try (TestConnector connector = connected("first")) {
      long began = System.nanoTime();
      assertEquals(EMPTY, claim(connector, 1, claim(1, new Predecessor.None())));
      assertTrue(System.nanoTime() - began < 5_000_000_000L);
    }
    gatherer.awaitMetric("tributary_gatherer_claims_answered_total{answer=\"resume\"}", 1);
    gatherer.awaitNoMore("tributary_gatherer_claims_waiting");
  }

  @Test
  void anAnswerNamesWhatTheTableAndItsQuarantineHold() throws Exception {
    try (TestConnector connector = connected("held")) {
      connector.ensure(2, TableRole.QUARANTINE, definition("held_quarantine"));
      store("held", "0, 1, 2, 2, 6");
      store("held_quarantine", "3, 8");
      assertEquals(
          new Resume(
              List.of(new OffsetRange(0, 3), new OffsetRange(6, 6), new OffsetRange(8, 8)),
              Resume.ALL),
          claim(connector, 1, claim(1, new Predecessor.Released())));
    }
  }

  @Test
  void aClaimThatIsNotAboveTheHighestIsFenced() throws Exception {
    try (TestConnector connector = connected("fenced");
        TestConnector zombie = connected("fenced")) {
      assertEquals(EMPTY, claim(connector, 1, claim(5, new Predecessor.None())));
      assertEquals(
          new OpenAnswer.Fenced(5), claim(zombie, 1, claim(4, new Predecessor.Released())));
      assertEquals(
          new OpenAnswer.Fenced(5), claim(zombie, 1, claim(5, new Predecessor.Released())));
      assertEquals(EMPTY, claim(zombie, 1, claim(6, new Predecessor.Released())));
    }
  }

  @Test
  void anotherGroupIsDeniedUntilTheFirstIsGone() throws Exception {
    try (TestConnector second = connected("groups")) {
      try (TestConnector first = connected("groups")) {
        assertEquals(EMPTY, claim(first, 1, claim("one", 1, new Predecessor.None())));
        OpenAnswer answer = claim(second, 1, claim("two", 1, new Predecessor.None()));
        assertTrue(
            assertInstanceOf(OpenAnswer.Denied.class, answer)
                .message()
                .startsWith("consumer group one writes partition 3 of topic topic"));
        first.send(new Frame.Goodbye(GoodbyeReason.SHUTDOWN, ""));
        first.awaitEnd();
      }
      OpenAnswer answer = claim(second, 1, claim("two", 2, new Predecessor.None()));
      assertEquals(EMPTY, answer);
    }
  }

  @Test
  void theLeaseOfAnUnknownWriterIsWaitedFor() throws Exception {
    try (TestConnector connector = connected("unsure")) {
      long began = System.nanoTime();
      connector.send(new Frame.Open(1, 1, claim(2, new Predecessor.Unsure(LEASE_MILLIS))));
      gatherer.awaitMetric("tributary_gatherer_claims_waiting", 1);
      // What an earlier writer stores in the meantime is seen.
      store("unsure", "4");
      assertEquals(new Resume(List.of(new OffsetRange(4, 4)), Resume.ALL), answer(connector, 1));
      assertTrue(System.nanoTime() - began >= LEASE_MILLIS * 1_000_000L);
    }
  }

  @Test
  void aStreamIsNotOpenBeforeTheAnswer() throws Exception {
    try (TestConnector connector = connected("early")) {
      connector.send(new Frame.Open(1, 1, claim(2, new Predecessor.Unsure(60_000))));
      connector.send(new Frame.Renew(1, 1));
      Frame.Goodbye goodbye = connector.await(Frame.Goodbye.class, any -> true);
      assertTrue(goodbye.message().startsWith("P-23 OPEN_FIRST"), goodbye.message());
    }
    gatherer.awaitNoMore("tributary_gatherer_claims_waiting");
  }

  @Test
  void anOpenStreamIsNotClaimedAgain() throws Exception {
    try (TestConnector connector = connected("again")) {
      assertEquals(EMPTY, claim(connector, 1, claim(2, new Predecessor.Released())));
      connector.send(new Frame.Open(1, 1, claim(3, new Predecessor.Released())));
      Frame.Goodbye goodbye = connector.await(Frame.Goodbye.class, any -> true);
      assertTrue(goodbye.message().startsWith("P-25 HANDLE_REUSE"), goodbye.message());
    }
  }

  @Test
  void aNewerClaimTakesTheTurnOfOneThatWaits() throws Exception {
    try (TestConnector older = connected("newer");
        TestConnector newer = connected("newer")) {
      older.send(new Frame.Open(1, 1, claim(2, new Predecessor.Unsure(60_000))));
      gatherer.awaitMetric("tributary_gatherer_claims_waiting", 1);
      assertEquals(EMPTY, claim(newer, 1, claim(3, new Predecessor.Released())));
      assertEquals(new OpenAnswer.Fenced(3), answer(older, 1));
    }
  }

  @Test
  void aQuarantineStreamFollowsTheClaimOfItsTable() throws Exception {
    try (TestConnector connector = connected("q")) {
      connector.ensure(2, TableRole.QUARANTINE, definition("q_quarantine"));
      Claim claim = claim(4, new Predecessor.None());
      connector.send(new Frame.Open(2, 2, claim));
      OpenAnswer early = answer(connector, 2);
      assertTrue(
          assertInstanceOf(OpenAnswer.Later.class, early).message().contains("is not claimed"));
      assertEquals(EMPTY, claim(connector, 1, claim));
      connector.send(new Frame.Open(2, 2, claim));
      assertEquals(EMPTY, answer(connector, 2));
      connector.send(new Frame.Open(3, 2, claim(3, new Predecessor.None())));
      assertEquals(new OpenAnswer.Fenced(4), answer(connector, 3));
    }
  }

  @Test
  void aRunningInsertOfAnotherGathererHoldsTheAnswerUntilItIsGone() throws Exception {
    try (TestConnector connector = connected("running")) {
      CompletableFuture<Void> insert = insertSlowly("running", 10, UUID.randomUUID());
      assertEquals(
          new Resume(List.of(new OffsetRange(0, 9)), Resume.ALL),
          claim(connector, 1, claim(2, new Predecessor.Held(UUID.randomUUID(), 0))));
      insert.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void anInsertOfThisGathererThatNobodyFollowsHoldsTheAnswerAsWell() throws Exception {
    try (TestConnector connector = connected("unfollowed")) {
      CompletableFuture<Void> insert = insertSlowly("unfollowed", 10, connector.gatherer());
      assertEquals(
          new Resume(List.of(new OffsetRange(0, 9)), Resume.ALL),
          claim(connector, 1, claim(2, new Predecessor.None())));
      insert.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void aTableThatIsNotTheOneDescribedIsDescribedAgain() throws Exception {
    try (TestConnector connector = connected("swapped")) {
      clickHouse().query("DROP TABLE %s.swapped SYNC".formatted(DATABASE));
      connected("swapped").close();
      OpenAnswer answer = claim(connector, 1, claim(2, new Predecessor.Released()));
      assertInstanceOf(OpenAnswer.Later.class, answer);
      assertTrue(answer.toString().contains("is not the one that was described"));
      connector.await(
          Frame.Described.class, again -> again.answer() instanceof TableAnswer.Columns);
      assertEquals(EMPTY, claim(connector, 1, claim(3, new Predecessor.Released())));
    }
  }

  @Test
  void whatThisGathererStillHoldsOfTheWriterBeforeIsDropped() throws Exception {
    try (RunningGatherer patient =
            RunningGatherer.start("FLUSH_INTERVAL", "1h", "FLUSH_ROWS", "10");
        TestConnector before = patient.connect();
        TestConnector after = patient.connect()) {
      before.ensure(1, definition("handed_over"));
      before.open(1, LedgerRows.LAYOUT, claim(1, new Predecessor.None()));
      before.renew(1, 60_000);
      long stored = before.rows(1, LedgerRows.LAYOUT, 10, LedgerRows.rows(3, 0, 10));
      assertEquals(new Verdict.Stored(), before.verdict(1, stored));
      long held = before.rows(1, LedgerRows.LAYOUT, 5, LedgerRows.rows(3, 1_000_000, 5));
      patient.awaitMetric("tributary_gatherer_rows_received_total", 15);

      after.ensure(1, definition("handed_over"));
      Claim next = claim(2, new Predecessor.Held(after.gatherer(), 60_000));
      assertEquals(
          new Resume(List.of(new OffsetRange(0, 9)), Resume.ALL),
          after.open(1, LedgerRows.LAYOUT, next));
      assertEquals(new Verdict.Fenced(2), before.verdict(1, held));
      long late = before.rows(1, LedgerRows.LAYOUT, 1, LedgerRows.rows(3, 2_000_000, 1));
      assertEquals(new Verdict.Fenced(2), before.verdict(1, late));

      after.renew(1, 60_000);
      long again = after.rows(1, LedgerRows.LAYOUT, 10, LedgerRows.rows(3, 1_000_000, 10));
      assertEquals(new Verdict.Stored(), after.verdict(1, again));
    }
    assertEquals(20, RunningGatherer.number("count()", "handed_over"));
    assertEquals(20, RunningGatherer.number("uniqExact(__offset)", "handed_over"));
  }

  @Test
  void anInsertThatStaysIsKilled() throws Exception {
    try (RunningGatherer impatient = RunningGatherer.start("TAKEOVER_KILL_AFTER", "200ms");
        TestConnector connector = impatient.connect()) {
      connector.ensure(1, definition("staying"));
      CompletableFuture<Void> insert = insertSlowly("staying", 150, UUID.randomUUID());
      assertEquals(EMPTY, claim(connector, 1, claim(2, new Predecessor.Unsure(0))));
      ExecutionException killed =
          assertThrows(ExecutionException.class, () -> insert.get(5, TimeUnit.SECONDS));
      assertTrue(String.valueOf(killed.getMessage()).contains("QUERY_WAS_CANCELLED"));
      assertTrue(impatient.metric("tributary_gatherer_inserts_killed_total") >= 1);
    }
  }

  /** An insert of a gatherer that no lane follows; it takes a tenth of a second for each row. */
  private static CompletableFuture<Void> insertSlowly(String table, int rows, UUID incarnation)
      throws Exception {
    String insert =
        """
        INSERT INTO %1$s.%2$s (tail, __topic, __partition, __offset, __run)
        SELECT sleepEachRow(0.1), 'topic', 3, number, 7 FROM numbers(%3$d)
        SETTINGS max_block_size = 10, function_sleep_max_microseconds_per_block = 10000000,
        log_comment = 'tributary gatherer=other incarnation=%4$s insert=a-1 table=%1$s.%2$s'\
        """
            .formatted(DATABASE, table, rows, incarnation);
    CompletableFuture<Void> running = CompletableFuture.runAsync(() -> clickHouse().query(insert));
    awaitRunning(table);
    return running;
  }

  private static void awaitRunning(String table) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    String question =
        "SELECT count() FROM system.processes WHERE startsWith(Settings['log_comment'], 'tributary"
            + " gatherer=other') AND endsWith(Settings['log_comment'], '."
            + table
            + "')";
    while (clickHouse().query(question).equals("0")) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("the insert does not run");
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
