package io.tributary.gatherer.delivery;

import static io.tributary.gatherer.delivery.ExactBatches.batch;
import static io.tributary.gatherer.delivery.ExactBatches.writer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class LaneFencesTest {
  private final LaneFences fences = new LaneFences();

  @Test
  void onlyLowerEpochsOfThatPartitionAreFenced() {
    fences.raise(writer(3, 5).source(), 5);
    assertTrue(fences.isFenced(batch(writer(3, 4), 0, 0)));
    assertFalse(fences.isFenced(batch(writer(3, 5), 0, 0)));
    assertFalse(fences.isFenced(batch(writer(3, 6), 0, 0)));
    assertFalse(fences.isFenced(batch(writer(2, 1), 0, 0)));
  }

  @Test
  void onlyTheFencesThatWereRaisedLastAreKept() {
    for (int partition = 0; partition <= LaneFences.MAX; partition++) {
      fences.raise(writer(partition, 0).source(), 5);
      fences.raise(writer(1, 0).source(), 5);
    }
    assertFalse(fences.isFenced(batch(writer(0, 4), 0, 0)));
    assertTrue(fences.isFenced(batch(writer(1, 4), 0, 0)));
    assertTrue(fences.isFenced(batch(writer(2, 4), 0, 0)));
  }

  @Test
  void aFenceIsNeverLowered() {
    fences.raise(writer(0, 0).source(), 9);
    fences.raise(writer(0, 0).source(), 4);
    assertEquals(9, fences.fencing(batch(writer(0, 8), 0, 0)));
  }
}
