package io.tributary.gatherer.quarantine;

/**
 * How many answers are being made or sent outside of replays: each may be 16 MiB.
 *
 * <p>Thread: one event loop.
 */
final class OpenAnswers {
  private static final int RETRY_SECONDS = 1;

  private final int max;
  private int open;

  /**
   * @param max at once
   */
  OpenAnswers(int max) {
    this.max = max;
  }

  /**
   * Begins one, which {@link #end} has to end; a {@link RequestProblem} when there are too many.
   */
  void begin() {
    if (open >= max) {
      throw RequestProblem.busy(
          "%d requests are being answered: try again".formatted(open), RETRY_SECONDS);
    }
    open++;
  }

  /** Ends one, sent or not. */
  void end() {
    open--;
  }
}
