package io.tributary.load.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.load.report.Spread;
import org.junit.jupiter.api.Test;

class DecodeStepTest {
  @Test
  void whatTheProcessSaysIsReadAsItWas() {
    Spread spread = new Spread(2.25, 1.0E-4, 12345.678);
    assertEquals(spread, DecodeStep.spread(DecodeStep.word(spread)));
  }
}
