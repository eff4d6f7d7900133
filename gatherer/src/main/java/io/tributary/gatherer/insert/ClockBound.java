package io.tributary.gatherer.insert;

/**
 * A time that ClickHouse's clock has passed for sure. Each reading says what the clock showed at
 * some moment between question and answer; since the answer as much time has passed there as here,
 * but for 0.1 % by which clocks may drift apart. Pure; immutable.
 *
 * @param serverMillis what ClickHouse's clock showed at {@code atNanos} or before
 * @param atNanos of the monotonic clock
 */
record ClockBound(long serverMillis, long atNanos) {
  private static final long DRIFT = 1_000;
  private static final long NANOS = 1_000_000;

  /** Milliseconds since the epoch that ClickHouse's clock has reached by now. */
  long millis(long nowNanos) {
    long passed = Math.max(0, nowNanos - atNanos) / NANOS;
    return serverMillis + passed - (passed + DRIFT - 1) / DRIFT;
  }

  /**
   * The bound after another reading: the higher of both, unless the reading shows that the clock
   * was set back.
   *
   * @param readMillis what the answer says
   * @param askedNanos when the question was sent
   * @param answeredNanos when the answer came
   */
  ClockBound after(long readMillis, long askedNanos, long answeredNanos) {
    long known = millis(answeredNanos);
    long most = readMillis + (answeredNanos - askedNanos) / NANOS + 1;
    return new ClockBound(known > readMillis && known <= most ? known : readMillis, answeredNanos);
  }
}
