package io.tributary.gatherer.delivery;

import io.tributary.gatherer.insert.TableActivity;

/**
 * Decides whether an insert that gave no answer has ended (D-12): ClickHouse's time has passed its
 * deadline, so that it cannot begin any more, and it is not among the running ones. Pure.
 *
 * @param token of the insert
 * @param deadlineMillis ClickHouse's time after which it stores nothing if it begins
 * @param killAfterNanos how long it may go on running after its answer was lost
 */
record EndOfInsert(String token, long deadlineMillis, long killAfterNanos) {

  /** What to do next. */
  enum Step {
    /** It can store nothing more. */
    ENDED,
    /** It runs, or may still begin. */
    WAIT,
    /** It runs for too long. */
    KILL
  }

  /**
   * The step after a look at ClickHouse's running inserts.
   *
   * @param waitedNanos since the answer was lost
   */
  Step after(TableActivity.Seen seen, long waitedNanos) {
    if (seen.runs(token)) {
      return waitedNanos >= killAfterNanos ? Step.KILL : Step.WAIT;
    }
    return seen.serverMillis() > deadlineMillis ? Step.ENDED : Step.WAIT;
  }
}
