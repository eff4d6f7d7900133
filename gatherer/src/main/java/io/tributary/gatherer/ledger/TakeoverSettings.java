package io.tributary.gatherer.ledger;

import io.tributary.gatherer.insert.RetrySchedule;
import java.time.Duration;

/**
 * How to wait for earlier writers.
 *
 * @param killAfter how long a running insert of another gatherer is waited for before it is killed
 * @param lookTimeout of one look, 1 s or more
 * @param retry of questions that ClickHouse does not answer
 */
public record TakeoverSettings(Duration killAfter, Duration lookTimeout, RetrySchedule retry) {
  public TakeoverSettings {
    if (lookTimeout.toSeconds() < 1) {
      throw new IllegalArgumentException("LOOK_TIMEOUT is " + lookTimeout + ": use 1s or more");
    }
  }
}
