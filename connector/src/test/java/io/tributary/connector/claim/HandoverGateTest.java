package io.tributary.connector.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class HandoverGateTest {

  @Test
  void idleGateClosesAsIdleAndLetsNobodyIn() {
    HandoverGate gate = new HandoverGate();
    assertTrue(gate.enter());
    gate.leave();
    assertTrue(gate.close());
    assertFalse(gate.enter());
    assertTrue(gate.isIdle(), "a refused entry leaves nothing behind");
  }

  @Test
  void gateWithSomethingUnderWayIsNotIdle() {
    HandoverGate gate = new HandoverGate();
    assertTrue(gate.enter());
    assertFalse(gate.close());
    gate.leave();
    assertTrue(gate.isIdle());
  }

  @Test
  void whoeverRacesWithTheCloserIsSeenOrRefused() throws Exception {
    for (int i = 0; i < 20_000; i++) {
      HandoverGate gate = new HandoverGate();
      CyclicBarrier start = new CyclicBarrier(2);
      AtomicBoolean entered = new AtomicBoolean();
      Thread sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    await(start);
                    entered.set(gate.enter());
                  });
      await(start);
      boolean idle = gate.close();
      sender.join();
      assertFalse(idle && entered.get(), "released, though something was sent");
    }
  }

  @Test
  void tenureIsReleasedOnlyWhenNothingIsUnderWay() {
    CommitMark held =
        new CommitMark(
            1,
            new java.util.UUID(0, 1),
            3,
            10_000,
            new CommitMark.State.Held(new java.util.UUID(0, 2)));
    Tenure busy = new Tenure(10, held);
    assertTrue(busy.gate().enter());
    busy.settled(14);
    assertEquals(new CommitPoint(14, held), busy.handOver());

    Tenure idle = new Tenure(10, held);
    assertEquals(new CommitPoint(10, held.with(new CommitMark.State.Released())), idle.handOver());
    assertFalse(idle.gate().enter(), "and nothing is sent afterwards");
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
