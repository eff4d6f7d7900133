package io.tributary.gatherer.feed;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

final class SettledBarrierTest {
  private int unsettled;
  private final SettledBarrier barrier = new SettledBarrier(() -> unsettled);

  private void take(long number) {
    unsettled++;
    barrier.taken(number);
  }

  private void settle(long number) {
    unsettled--;
    barrier.settled(number);
  }

  @Test
  void nothingIsWaitedForWhenAllIsSettled() {
    assertTrue(barrier.await().succeeded());
  }

  @Test
  void whatComesLaterIsNotWaitedFor() {
    take(1);
    take(2);
    Future<Void> stored = barrier.await();
    take(3);
    settle(3);
    settle(1);
    assertFalse(stored.isComplete());
    settle(2);
    assertTrue(stored.succeeded());
  }

  @Test
  void partOfALargeRequestThatComesLateIsWaitedFor() {
    take(5);
    Future<Void> stored = barrier.await();
    take(4);
    settle(5);
    assertFalse(stored.isComplete());
    settle(4);
    assertTrue(stored.succeeded());
  }

  @Test
  void entriesOfEarlierProcessesAreWaitedFor() {
    unsettled = 1;
    Future<Void> stored = barrier.await();
    take(0);
    settle(0);
    assertFalse(stored.isComplete());
    settle(-1);
    assertTrue(stored.succeeded());
  }

  @Test
  void whoeverComesWhileOthersWaitSeesWhatIsThereThen() {
    take(1);
    Future<Void> first = barrier.await();
    take(2);
    Future<Void> second = barrier.await();
    Future<Void> third = barrier.await();
    settle(1);
    assertTrue(first.succeeded());
    assertFalse(second.isComplete());
    settle(2);
    assertTrue(second.succeeded());
    assertTrue(third.succeeded());
  }
}
