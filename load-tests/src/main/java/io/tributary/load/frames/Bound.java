package io.tributary.load.frames;

/**
 * What is asked of a figure.
 *
 * @param must what it has to reach
 * @param aim what it should reach
 * @param sense on which side of these it is good
 */
record Bound(double must, double aim, Sense sense) {

  enum Sense {
    AT_LEAST,
    AT_MOST
  }

  /** How far a figure is. */
  enum Finding {
    AIM,
    MUST,
    MISSED
  }

  static Bound atLeast(double must, double aim) {
    return new Bound(must, aim, Sense.AT_LEAST);
  }

  static Bound atMost(double must, double aim) {
    return new Bound(must, aim, Sense.AT_MOST);
  }

  Finding judge(double value) {
    if (reaches(value, aim)) {
      return Finding.AIM;
    }
    return reaches(value, must) ? Finding.MUST : Finding.MISSED;
  }

  private boolean reaches(double value, double limit) {
    return switch (sense) {
      case AT_LEAST -> value >= limit;
      case AT_MOST -> value <= limit;
    };
  }
}
