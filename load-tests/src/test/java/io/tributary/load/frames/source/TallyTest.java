package io.tributary.load.frames.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final Tally tally = new Tally();

  @Test
  void whoWaitsForRowsIsToldWithTheBatchThatBringsThem() {
    tally.sent(30);
    Future<Void> some = tally.reached(15);
    Future<Void> all = tally.allSettled();
    tally.settled(10, 0, 1);
    assertFalse(some.isComplete());
    tally.settled(10, 0, 2);
    assertTrue(some.succeeded());
    assertFalse(all.isComplete());
    tally.settled(10, 0, 3);
    assertTrue(all.succeeded());
    assertEquals("ok batches=3 deferred=0 nanos=3 rows=30 sent=30", tally.line().text());
  }

  @Test
  void whatIsSettledAlreadyIsNotWaitedFor() {
    tally.sent(5);
    tally.settled(5, 0, 1);
    assertTrue(tally.reached(5).succeeded());
  }

  @Test
  void failureEndsAllWaitingAndWhatIsAskedLater() {
    tally.sent(5);
    Future<Void> waiting = tally.allSettled();
    tally.fail("the session was lost");
    assertEquals("the session was lost", waiting.cause().getMessage());
    assertTrue(tally.reached(0).failed());
  }

  @Test
  void latencyBeginsWhenABatchWasDue() {
    tally.settled(1, 0, 9_000_000);
    tally.freshLatency();
    tally.settled(1, 1_000_000, 4_000_000);
    assertEquals(1, tally.latencyMicros().getTotalCount());
    assertTrue(Math.abs(tally.latencyMicros().getMaxValue() - 3_000) <= 3);
  }
}
