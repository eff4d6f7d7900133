package io.tributary.connector.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PauseGateTest {
  private final PauseGate gate = new PauseGate(100);

  @Test
  void closesAtTheLimitAndOpensAtHalfOfIt() {
    assertEquals(PauseGate.Move.NONE, gate.update(99));
    assertEquals(PauseGate.Move.PAUSE, gate.update(100));
    assertTrue(gate.isClosed());
    assertEquals(PauseGate.Move.NONE, gate.update(150));
    assertEquals(PauseGate.Move.NONE, gate.update(51));
    assertEquals(PauseGate.Move.RESUME, gate.update(50));
    assertFalse(gate.isClosed());
    assertEquals(PauseGate.Move.NONE, gate.update(50));
  }
}
