package io.tributary.gatherer.intake;

import static io.tributary.gatherer.intake.TestRequests.await;
import static io.tributary.gatherer.intake.TestRequests.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.feed.WaitingTable;
import io.tributary.gatherer.http.RowIntake;
import io.tributary.gatherer.http.RowIntake.Ack;
import io.tributary.gatherer.intake.TestRequests.Sending;
import io.tributary.gatherer.spool.TestSpool;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests whose rows go into a spool on a disk in memory. */
final class RequestRowsTest {
  private static final Vertx VERTX = Vertx.vertx();

  /** So many rows need some chunks. */
  private static final int MANY = 500;

  private final TestRequests requests = new TestRequests(VERTX, 1 << 20);

  @AfterEach
  void close() {
    requests.close();
  }

  @AfterAll
  static void closeAll() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static List<Long> ids(long first, long count) {
    return LongStream.range(first, first + count).boxed().toList();
  }

  private static RowIntake.Accepted accepted(long good, long bad) {
    return new RowIntake.Accepted(good, bad, List.of());
  }

  private static void assertBusy(RowIntake.Outcome outcome) {
    RowIntake.Busy busy = assertInstanceOf(RowIntake.Busy.class, outcome);
    assertTrue(busy.retryAfter().compareTo(Duration.ofSeconds(1)) >= 0, busy.toString());
  }

  private void assertNothingHeld() throws Exception {
    until("memory is held: " + requests.heldBytes(), () -> requests.heldBytes() == 0);
  }

  @Test
  void acceptedRowsOutliveACrash() throws Exception {
    assertEquals(accepted(10, 0), requests.begin().send(0, 10).end());
    assertEquals(ids(0, 10), requests.idsAfterCrash());
  }

  @Test
  void largeRequestIsThereAsAWhole() throws Exception {
    assertEquals(accepted(MANY, 0), requests.begin().send(0, MANY).end());
    try (TestSpool after = requests.disk().crash(VERTX)) {
      var rows = WaitingTable.recovered(after.spool());
      assertEquals(ids(0, MANY), rows.stream().map(row -> row.id()).toList());
      assertEquals(ids(0, MANY), rows.stream().map(row -> row.offset()).toList());
    }
  }

  @Test
  void badRowsAreCountedAndTheFirstOnesNamed() throws Exception {
    Sending sending = requests.begin().send(0, 1);
    for (int i = 0; i < 12; i++) {
      sending.bad();
    }
    RowIntake.Accepted accepted = assertInstanceOf(RowIntake.Accepted.class, sending.end());
    assertEquals(1, accepted.successfulRows());
    assertEquals(12, accepted.quarantinedRows());
    assertEquals(
        LongStream.rangeClosed(2, 11).boxed().toList(),
        accepted.firstErrors().stream().map(RowIntake.RowError::line).toList());
    assertEquals(12, requests.tools.counts().badRows());
  }

  @Test
  void requestWithoutRowsIsAccepted() throws Exception {
    assertEquals(accepted(0, 0), requests.begin().end());
    assertEquals(List.of(), requests.idsAfterCrash());
  }

  @Test
  void nothingOfARequestThatIsCutOffIsStored() throws Exception {
    Sending sending = requests.begin().send(0, MANY);
    sending.abort();
    assertNothingHeld();
    until("entries are left", () -> requests.disk().spool().usage().unsettled() == 0);
    assertEquals(accepted(3, 0), requests.begin().send(1_000, 3).end());
    assertEquals(ids(1_000, 3), requests.idsAfterCrash());
  }

  @Test
  void nothingOfARequestThatIsCutOffWhileTheDiskIsSlowIsStored() throws Exception {
    Sending sending = requests.begin();
    try (TestRequests.Held _ = requests.hold()) {
      int sent = sending.offer(0, MANY);
      assertTrue(sent < MANY, "two entries on their way are enough");
      sending.abort();
    }
    assertNothingHeld();
    until("entries are left", () -> requests.disk().spool().usage().unsettled() == 0);
    assertEquals(List.of(), requests.idsAfterCrash());
  }

  @Test
  void strictRequestWithALateBadRowIsNotStored() throws Exception {
    RowIntake.Outcome outcome = requests.begin(Ack.DISK, true).send(0, MANY).bad().end();
    RowIntake.Rejected rejected = assertInstanceOf(RowIntake.Rejected.class, outcome);
    assertEquals(
        List.of(MANY + 1L), rejected.firstErrors().stream().map(RowIntake.RowError::line).toList());
    assertNothingHeld();
    assertEquals(List.of(), requests.idsAfterCrash());
  }

  @Test
  void strictRequestIsRejectedWhileTheDiskIsSlow() throws Exception {
    Sending sending = requests.begin(Ack.DISK, true);
    try (TestRequests.Held _ = requests.hold()) {
      sending.offer(0, MANY);
      assertInstanceOf(RowIntake.Rejected.class, sending.bad().end());
    }
    assertNothingHeld();
    until("entries are left", () -> requests.disk().spool().usage().unsettled() == 0);
    assertEquals(List.of(), requests.idsAfterCrash());
  }

  @Test
  void rejectedRequestHoldsNoMemoryThatOthersNeed() throws Exception {
    Sending rejected = requests.begin(Ack.DISK, true).bad();
    assertTrue(requests.heldBytes() > 0);
    requests.tools.tools().memory().change(1 << 20);
    assertTrue(requests.onLoop(rejected.rows::isFull));
    assertEquals(1 << 20, requests.heldBytes());
    requests.tools.tools().memory().change(-(1 << 20));
    assertInstanceOf(RowIntake.Rejected.class, rejected.bad().end());
    assertNothingHeld();
  }

  @Test
  void diskThatFailsInTheMiddleRefusesAllOfTheRequest() throws Exception {
    Sending sending = requests.begin().send(0, MANY / 2);
    requests.disk().fail(true);
    sending.send(MANY / 2, MANY / 2);
    assertBusy(sending.end());
    requests.disk().fail(false);
    assertNothingHeld();
    until("the disk is not tried again", () -> requests.disk().spool().problem().isEmpty());
    assertEquals(accepted(3, 0), requests.begin().send(1_000, 3).end());
    assertEquals(ids(1_000, 3), requests.idsAfterCrash());
  }

  @Test
  void memoryIsGivenBackWhenTheLastOfSeveralEntriesFails() throws Exception {
    Sending sending = requests.begin();
    Future<RowIntake.Outcome> outcome;
    try (TestRequests.Held _ = requests.hold()) {
      sending.offer(0, MANY);
      outcome = sending.ending();
      requests.disk().fail(true);
    }
    assertBusy(await(outcome));
    assertNothingHeld();
  }

  @Test
  void fullSpoolRefusesWithATimeToComeAgain() throws Exception {
    List<Long> taken = new ArrayList<>();
    int next = 0;
    RowIntake.Outcome outcome;
    do {
      outcome = requests.begin().send(next, 50).end();
      if (outcome instanceof RowIntake.Accepted) {
        taken.addAll(ids(next, 50));
      }
      next += 50;
    } while (outcome instanceof RowIntake.Accepted);
    assertBusy(outcome);
    assertFalse(taken.isEmpty());
    assertEquals(taken, requests.idsAfterCrash());
  }

  @Test
  void spoolThatFillsInTheMiddleRefusesAllOfTheRequest() throws Exception {
    assertEquals(accepted(3, 0), requests.begin().send(0, 3).end());
    assertBusy(requests.begin().send(1_000, 20_000).end());
    assertNothingHeld();
    assertEquals(ids(0, 3), requests.idsAfterCrash());
  }

  @Test
  void spoolThatIsFullRefusesRowsThatOnlyMemoryIsAskedFor() throws Exception {
    RowIntake.Outcome outcome;
    int next = 0;
    do {
      outcome = requests.begin().send(next, 50).end();
      next += 50;
    } while (outcome instanceof RowIntake.Accepted);
    assertBusy(requests.begin(Ack.MEMORY, false).send(next, 50).end());
  }

  @Test
  void memoryAnswersBeforeTheDisk() throws Exception {
    try (TestRequests.Held _ = requests.hold()) {
      assertEquals(accepted(5, 0), requests.begin(Ack.MEMORY, false).send(0, 5).end());
    }
    assertEquals(accepted(1, 0), requests.begin().send(9, 1).end());
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 9L), requests.idsAfterCrash());
  }

  @Test
  void diskIsWaitedForByAllOthers() throws Exception {
    Future<RowIntake.Outcome> outcome;
    try (TestRequests.Held _ = requests.hold()) {
      outcome = requests.begin().send(0, 5).ending();
      assertFalse(outcome.isComplete());
    }
    assertEquals(accepted(5, 0), await(outcome));
  }

  @Test
  void smallRequestsShareEntriesWhileTheDiskIsSlow() throws Exception {
    List<Future<RowIntake.Outcome>> outcomes = new ArrayList<>();
    try (TestRequests.Held _ = requests.hold()) {
      for (int i = 0; i < 20; i++) {
        outcomes.add(requests.begin().send(i, 1).ending());
      }
    }
    for (Future<RowIntake.Outcome> outcome : outcomes) {
      assertEquals(accepted(1, 0), await(outcome));
    }
    long entries = requests.disk().spool().usage().entries();
    assertTrue(entries <= 4, entries + " entries");
    assertEquals(ids(0, 20), requests.idsAfterCrash());
  }

  @Test
  void sharedEntryThatFailsRefusesAllOfItsRequests() throws Exception {
    requests.disk().fail(true);
    List<Future<RowIntake.Outcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      outcomes.add(requests.begin().send(i, 1).ending());
    }
    for (Future<RowIntake.Outcome> outcome : outcomes) {
      assertBusy(await(outcome));
    }
    assertNothingHeld();
  }

  @Test
  void refusedRequestDoesNotWaitForItsTable() throws Exception {
    requests.disk().fail(true);
    for (int i = 0; i < 5; i++) {
      assertBusy(requests.begin(Ack.STORED, false).send(i, 1).end());
    }
    assertEquals(0, requests.tools.tools().waiting().count());
    requests.disk().fail(false);
    until("the disk is used again", () -> requests.disk().spool().problem().isEmpty());
    Future<RowIntake.Outcome> waits = requests.begin(Ack.STORED, false).send(9, 1).ending();
    until("one waits", () -> requests.tools.tools().waiting().count() == 1);
    assertFalse(waits.isComplete());
  }

  @Test
  void strictRequestIsKeptOutOfWhatOthersShare() throws Exception {
    List<Future<RowIntake.Outcome>> outcomes = new ArrayList<>();
    outcomes.add(requests.begin().send(0, 2).ending());
    outcomes.add(requests.begin(Ack.DISK, true).send(10, 2).bad().ending());
    outcomes.add(requests.begin(Ack.DISK, true).send(20, 2).ending());
    assertEquals(accepted(2, 0), await(outcomes.get(0)));
    assertInstanceOf(RowIntake.Rejected.class, await(outcomes.get(1)));
    assertEquals(accepted(2, 0), await(outcomes.get(2)));
    assertEquals(List.of(0L, 1L, 20L, 21L), requests.idsAfterCrash());
  }
}
