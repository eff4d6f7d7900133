package io.tributary.load.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CounterTrackTest {
  private final CounterTrack track = new CounterTrack();

  @Test
  void growthGoesOnOverRestartsOfTheCounter() {
    look(100);
    track.reset();
    look(130);
    track.beganAgain();
    look(150);
    look(157);
    assertEquals(Optional.of(187.0), track.grown());
  }

  @Test
  void counterThatComesAfterTheResetBeganAtZero() {
    track.look(OptionalDouble.empty());
    track.reset();
    look(12);
    assertEquals(Optional.of(12.0), track.grown());
  }

  @Test
  void oldPageThatComesLateIsNoRestart() {
    look(100);
    look(90);
    look(110);
    assertEquals(Optional.of(110.0), track.grown());
  }

  @Test
  void resetForgetsGrowthAndNotTheLastValue() {
    look(100);
    look(130);
    track.reset();
    look(131);
    assertEquals(Optional.of(1.0), track.grown());
  }

  @Test
  void absentCounterHasNoGrowthRatherThanNone() {
    track.look(OptionalDouble.empty());
    assertEquals(Optional.empty(), track.grown());
  }

  private void look(double value) {
    track.look(OptionalDouble.of(value));
  }
}
