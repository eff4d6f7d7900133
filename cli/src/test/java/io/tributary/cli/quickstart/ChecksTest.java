package io.tributary.cli.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.proof.OffsetProof;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChecksTest {
  private static final Checks.Counted COUNTED = new Checks.Counted(1000, 6, 11, 300, 11, 10);

  @Test
  void everythingInItsPlaceIsKept() {
    assertTrue(Checks.of(COUNTED, new OffsetProof(1000, 1000, 1000, List.of())).allKept());
  }

  @Test
  void aLostRowIsNoticed() {
    assertBroken(0, Checks.of(COUNTED, new OffsetProof(1000, 999, 999, List.of())));
  }

  @Test
  void aDuplicateThatHidesALossIsNoticed() {
    assertBroken(1, Checks.of(COUNTED, new OffsetProof(1000, 1000, 999, List.of())));
  }

  @Test
  void aMissingCommitIsNoticed() {
    assertBroken(
        2,
        Checks.of(
            COUNTED,
            new OffsetProof(1000, 1000, 1000, List.of(new OffsetProof.Behind(3, 160, 167)))));
  }

  @Test
  void tooManyInsertsAreNoticed() {
    assertEquals(11, Checks.allowedInserts(10));
    assertEquals(2, Checks.allowedInserts(1));
    assertBroken(
        3,
        Checks.of(
            new Checks.Counted(1000, 6, 12, 300, 12, 10),
            new OffsetProof(1000, 1000, 1000, List.of())));
  }

  @Test
  void morePartsThanInsertsAreNoticed() {
    assertBroken(
        4,
        Checks.of(
            new Checks.Counted(1000, 6, 10, 300, 11, 10),
            new OffsetProof(1000, 1000, 1000, List.of())));
  }

  private static void assertBroken(int which, Checks checks) {
    assertFalse(checks.allKept());
    for (int i = 0; i < checks.results().size(); i++) {
      assertEquals(i != which, checks.results().get(i).kept(), checks.results().get(i).toString());
    }
  }
}
