package io.tributary.gatherer.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

final class FeedMemoryTest {
  private final FeedMemory memory = new FeedMemory(100);

  @Test
  void halfIsTightAndAllIsFull() {
    memory.change(49);
    assertFalse(memory.isTight());
    memory.change(1);
    assertTrue(memory.isTight());
    assertFalse(memory.isFull());
    memory.change(50);
    assertTrue(memory.isFull());
    assertEquals(100, memory.heldBytes());
  }

  @Test
  void allWhoWaitAreToldWhenThereIsRoom() {
    memory.change(150);
    Future<Void> first = memory.drained();
    Future<Void> second = memory.drained();
    memory.change(-50);
    assertFalse(first.isComplete());
    memory.change(-1);
    assertTrue(first.isComplete());
    assertTrue(second.isComplete());
  }

  @Test
  void nobodyWaitsWhileThereIsRoom() {
    memory.change(99);
    assertTrue(memory.drained().isComplete());
  }
}
