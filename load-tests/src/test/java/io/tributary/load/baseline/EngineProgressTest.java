package io.tributary.load.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.baseline.EngineProgress.Look;
import io.tributary.load.baseline.EngineProgress.Part;
import org.junit.jupiter.api.Test;

class EngineProgressTest {
  private final EngineProgress progress = new EngineProgress(500);

  @Test
  void partGoesFromTheWarmUpToTheLastBlock() {
    look(0, 0);
    look(2, 400);
    look(4, 800);
    look(5, 800);
    look(6, 1200);
    look(8, 1600);
    Part part = progress.part();
    assertEquals(800, part.rows());
    assertEquals(4, part.seconds());
  }

  @Test
  void blockThatWaitedForMoreRowsIsLeftOut() {
    look(0, 0);
    look(2, 500);
    look(4, 1000);
    look(6, 1500);
    look(14, 1700);
    Part part = progress.part();
    assertEquals(1000, part.rows());
    assertEquals(4, part.seconds());
    assertEquals(40, part.to().cpuMillis() - part.from().cpuMillis());
  }

  @Test
  void twoBlocksAfterTheWarmUpAreNeeded() {
    look(0, 0);
    look(2, 500);
    look(9, 700);
    String message =
        String.valueOf(assertThrows(IllegalStateException.class, progress::part).getMessage());
    assertTrue(message.contains("[500, 700]; give more rows"), message);
  }

  @Test
  void topicWithoutRowsHasNoPart() {
    look(0, 0);
    assertThrows(IllegalStateException.class, progress::part);
  }

  private void look(int second, long rows) {
    progress.add(new Look(second * 1_000_000_000L, rows, rows / 100, second * 10L, second));
  }
}
