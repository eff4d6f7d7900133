package io.tributary.gatherer.quarantine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReplayLocksTest {
  private static final long LONGER_NANOS = ReplayLocks.SILENCE.toNanos() + 1;

  private final ReplayLocks locks = new ReplayLocks(2);

  @Test
  void datasourceHasOneReplayAtATime() {
    UUID first = locks.begin("a", 0).orElseThrow();
    assertTrue(locks.begin("a", 0).isEmpty());
    locks.end("a", first);
    assertTrue(locks.begin("a", 0).isPresent());
  }

  @Test
  void fewReplaysGoOnAtOnce() {
    UUID first = locks.begin("a", 0).orElseThrow();
    assertTrue(locks.begin("b", 0).isPresent());
    assertTrue(locks.begin("c", 0).isEmpty());
    locks.end("a", first);
    assertTrue(locks.begin("c", 0).isPresent());
  }

  @Test
  void silentReplayIsOver() {
    UUID first = locks.begin("a", 0).orElseThrow();
    assertFalse(locks.enter("a", first, LONGER_NANOS));
    UUID second = locks.begin("a", LONGER_NANOS).orElseThrow();
    assertFalse(locks.enter("a", first, LONGER_NANOS));
    assertTrue(locks.enter("a", second, LONGER_NANOS));
  }

  @Test
  void replayThatWaitsForAnInsertIsNotSilent() {
    UUID first = locks.begin("a", 0).orElseThrow();
    assertTrue(locks.enter("a", first, 0));
    assertFalse(locks.enter("a", first, 0), "one thing at a time");
    locks.end("a", first);
    assertTrue(locks.begin("a", LONGER_NANOS).isEmpty());
    locks.done("a", first, LONGER_NANOS);
    assertTrue(locks.begin("a", LONGER_NANOS).isEmpty());
    assertTrue(locks.enter("a", first, LONGER_NANOS + 1));
  }
}
