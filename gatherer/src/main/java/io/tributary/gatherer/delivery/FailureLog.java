package io.tributary.gatherer.delivery;

import java.util.function.Consumer;

/**
 * Decides which of many equal failures are worth a line: the first, then one every 30 s, and the
 * recovery. Time is an argument; belongs to its lane's loop.
 */
final class FailureLog {

  private final String subject;
  private final Consumer<String> log;
  private final LineLimit limit = new LineLimit();
  private int failures;

  FailureLog(String subject, Consumer<String> log) {
    this.subject = subject;
    this.log = log;
  }

  /** One more failure in a row; returns how many there were. */
  int failed(String message, long nowNanos) {
    failures++;
    if (limit.admits(nowNanos)) {
      String attempts = failures == 1 ? "" : " (" + failures + " attempts)";
      log.accept(subject + " is retried" + attempts + ": " + message);
    }
    return failures;
  }

  /** The row of failures, if there was one, is over. */
  void recovered() {
    if (failures > 0) {
      log.accept(subject + " has recovered after " + failures + " failed attempts");
    }
    failures = 0;
    limit.reset();
  }
}
