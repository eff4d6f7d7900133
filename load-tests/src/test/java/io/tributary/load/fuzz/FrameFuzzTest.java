package io.tributary.load.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.frame.Rule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameFuzzTest {
  private static final int INPUTS = 100_000;

  @Test
  void noInputMakesTheReaderFail() throws ReaderCheck.Finding {
    long seed = System.nanoTime();
    FuzzTally tally = new FuzzTally();
    for (int number = 0; number < INPUTS; number++) {
      tally.add(ReaderCheck.run(seed, number));
    }
    System.out.print(tally.summary());

    assertEquals(INPUTS, tally.inputs());
    assertTrue(tally.frames() > INPUTS / 4, "frames are found, too");
    assertEquals(List.of(), neverBroken(tally), "inputs reach every check");
  }

  @Test
  void inputDependsOnSeedAndNumberOnly() {
    assertEquals(FuzzInput.of(1, 2), FuzzInput.of(1, 2));
    assertNotEquals(FuzzInput.of(1, 2), FuzzInput.of(1, 3));
  }

  private static List<Rule> neverBroken(FuzzTally tally) {
    return Arrays.stream(Rule.values())
        .filter(rule -> rule.compareTo(Rule.CHECKSUM) <= 0)
        .filter(rule -> tally.broken(rule) == 0)
        .toList();
  }
}
