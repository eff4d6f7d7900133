package io.tributary.load.gate;

import static io.tributary.load.gate.GateFixture.TOLERANCE;
import static io.tributary.load.gate.GateFixture.bytes;
import static io.tributary.load.gate.GateFixture.cpu;
import static io.tributary.load.gate.GateFixture.figures;
import static io.tributary.load.gate.GateFixture.garbage;
import static io.tributary.load.gate.GateFixture.speed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What somebody who records a reference is told. */
class GateFiguresTest {
  @Test
  void noisyRatioIsNamed() {
    assertEquals(
        List.of(
            "w-json: rows/s by client-v2's is noisy, with pairs from 0.400 to 0.600: record it"
                + " again on a machine that does nothing else."),
        figures(speed(0.5, 0.4, 0.6), cpu(0.08)).noise(TOLERANCE));
    assertEquals(List.of(), figures(speed(0.5, 0.48, 0.52), cpu(0.08)).noise(TOLERANCE));
  }

  @Test
  void noiseIsWhatARatioItselfDoesNotAllow() {
    assertEquals(1, figures(garbage(1, 0.98, 1.01)).noise(TOLERANCE).size());
    assertEquals(0, figures(garbage(1, 0.99, 1.005)).noise(TOLERANCE).size());
    assertEquals(1, figures(bytes(4, 3, 6)).noise(TOLERANCE).size());
    assertEquals(0, figures(bytes(3, 1, 5)).noise(TOLERANCE).size());
  }
}
