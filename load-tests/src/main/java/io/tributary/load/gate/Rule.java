package io.tributary.load.gate;

/** What is allowed of a ratio. */
public sealed interface Rule {
  /** As much worse than the reference as the gate is told to allow. */
  Rule OF_THE_GATE = new OfTheGate();

  /** By the tolerance of the whole gate. */
  record OfTheGate() implements Rule {}

  /** By a tolerance of its own, whatever the gate is told: for what differs little by itself. */
  record Own(Tolerance tolerance) implements Rule {}

  /**
   * No more than so much, whatever the reference says, which only tells how it was.
   *
   * @param most a finite number
   */
  record AtMost(double most) implements Rule {
    public AtMost {
      if (!Double.isFinite(most)) {
        throw new IllegalArgumentException("a bound is a number, not " + most);
      }
    }
  }
}
