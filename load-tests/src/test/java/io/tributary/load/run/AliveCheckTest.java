package io.tributary.load.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.load.measure.ProcessWatch;
import io.tributary.load.scenario.Fault;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AliveCheckTest {
  private final FakeProcess connector = new FakeProcess();
  private final FakeProcess gatherer = new FakeProcess();
  private final ProcessTarget target = target(connector);
  private final AliveCheck check = new AliveCheck();

  AliveCheckTest() {
    check.add("connector 0", target);
    check.add("gatherer 0", target(gatherer));
  }

  @Test
  void processThatEndsByItselfIsNamed() {
    assertDoesNotThrow(check::check);
    connector.alive = false;
    assertEquals(
        "connector 0 ended without being told to; its log says why",
        assertThrows(IllegalStateException.class, check::check).getMessage());
    gatherer.alive = false;
    assertEquals(
        "connector 0, gatherer 0 ended without being told to; its log says why",
        assertThrows(IllegalStateException.class, check::check).getMessage());
  }

  @Test
  void processThatAFaultEndedMayBeAway() {
    target.apply(new Fault.Kill());
    assertDoesNotThrow(check::check);
    target.apply(new Fault.Start());
    connector.alive = false;
    assertThrows(IllegalStateException.class, check::check);
  }

  private static ProcessTarget target(FakeProcess process) {
    return new ProcessTarget(
        new ProcessWatch("any", OptionalLong::empty, null, List.of()), process);
  }

  private static final class FakeProcess implements ProcessTarget.Handles {
    private boolean alive = true;

    @Override
    public void start() {
      alive = true;
    }

    @Override
    public void stop() {
      alive = false;
    }

    @Override
    public void kill() {
      alive = false;
    }

    @Override
    public void suspend() {}

    @Override
    public void resume() {}

    @Override
    public boolean isAlive() {
      return alive;
    }
  }
}
