package io.tributary.gatherer.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.gatherer.insert.QueryAnswer;
import org.junit.jupiter.api.Test;

final class RefusalTest {

  @Test
  void onlyCodesThatNameACauseAreObstacles() {
    assertEquals(Refusal.NO_RIGHT, Refusal.of(new QueryAnswer.Unreachable(497, "denied")));
    assertEquals(Refusal.NOT_KNOWN, Refusal.of(new QueryAnswer.Rejected(47, "no uuid")));
    for (int passing : new int[] {0, 48, 158, 241, 307, 452, 1001}) {
      assertEquals(Refusal.NONE, Refusal.of(new QueryAnswer.Rejected(passing, "?")));
      assertEquals(Refusal.NONE, Refusal.of(new QueryAnswer.Unreachable(passing, "?")));
    }
    assertEquals(Refusal.NONE, Refusal.of(new QueryAnswer.Result("")));
  }
}
