package io.tributary.gatherer.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class FeedBudgetTest {
  private final FeedBudget budget = new FeedBudget(100);

  @Test
  void oneTableMayHaveAllOfIt() {
    FeedBudget.Share share = budget.share();
    share.change(99);
    assertFalse(share.isTight());
    share.change(1);
    assertTrue(share.isTight());
    share.change(-100);
    assertFalse(share.isTight());
    assertEquals(0, budget.heldBytes());
  }

  @Test
  void tablesThatHoldRowsShareIt() {
    FeedBudget.Share one = budget.share();
    FeedBudget.Share other = budget.share();
    one.change(51);
    assertFalse(one.isTight());
    other.change(10);
    assertTrue(one.isTight());
    assertFalse(other.isTight());
    other.change(-10);
    assertFalse(one.isTight());
  }

  @Test
  void nobodyGetsMoreWhenAllIsTaken() {
    FeedBudget.Share stuck = budget.share();
    stuck.change(100);
    assertTrue(budget.share().isTight());
  }
}
