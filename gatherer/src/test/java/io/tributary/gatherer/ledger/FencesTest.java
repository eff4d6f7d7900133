package io.tributary.gatherer.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.frame.SourcePartition;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class FencesTest {
  private static final TableSource WHAT = partition(0);

  private final Fences fences = new Fences();

  private static TableSource partition(int number) {
    return new TableSource("table", new SourcePartition("topic", number, 7));
  }

  @Test
  void theFirstClaimIsAboveAll() {
    assertTrue(fences.raise(WHAT, 0));
    assertEquals(OptionalLong.of(0), fences.highest(WHAT));
  }

  @Test
  void aLowerEpochIsFenced() {
    fences.raise(WHAT, 5);
    assertFalse(fences.raise(WHAT, 4));
    assertEquals(OptionalLong.of(5), fences.highest(WHAT));
  }

  @Test
  void theSameEpochTwiceIsFenced() {
    fences.raise(WHAT, 5);
    assertFalse(fences.raise(WHAT, 5));
  }

  @Test
  void theFenceOutlivesItsClaim() {
    fences.raise(WHAT, 5);
    fences.end(WHAT);
    assertFalse(fences.raise(WHAT, 5));
    assertTrue(fences.raise(WHAT, 6));
  }

  @Test
  void partitionsTablesAndRunsAreApart() {
    fences.raise(WHAT, 5);
    assertTrue(fences.raise(partition(1), 1));
    assertTrue(fences.raise(new TableSource("other", WHAT.source()), 1));
    assertTrue(fences.raise(new TableSource("table", new SourcePartition("topic", 0, 8)), 1));
  }

  @Test
  void onlyTheOldestOfThoseThatEndedIsForgotten() {
    TableSource lives = partition(1_000_000);
    fences.raise(lives, 9);
    for (int i = 0; i <= Fences.MAX_CLOSED; i++) {
      fences.raise(partition(i), 3);
      fences.end(partition(i));
    }
    assertEquals(OptionalLong.empty(), fences.highest(partition(0)));
    assertEquals(OptionalLong.of(3), fences.highest(partition(1)));
    assertEquals(OptionalLong.of(9), fences.highest(lives));
  }

  @Test
  void aFenceIsKeptWhileOneOfItsClaimsLives() {
    fences.raise(WHAT, 1);
    fences.raise(WHAT, 2);
    fences.end(WHAT);
    for (int i = 1; i <= Fences.MAX_CLOSED + 1; i++) {
      fences.raise(partition(i), 3);
      fences.end(partition(i));
    }
    assertEquals(OptionalLong.of(2), fences.highest(WHAT));
  }

  @Test
  void endingWhatDoesNotLiveIsAMistake() {
    assertThrows(IllegalStateException.class, () -> fences.end(WHAT));
  }
}
