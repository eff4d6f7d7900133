package io.tributary.gatherer.intake;

import io.tributary.gatherer.feed.DrainRate;
import io.tributary.gatherer.http.RowIntake.Busy;
import io.tributary.gatherer.spool.SpoolFullException;
import java.time.Duration;

/** What producers are told whose rows cannot be taken. Pure. */
final class Refusals {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(10);

  /** Of a full spool, so much is to be free before it is worth another try. */
  private static final int FREE_PART = 20;

  private Refusals() {}

  /** The spool has not taken an entry. */
  static Busy of(Throwable failure, DrainRate drained, long nowNanos) {
    String why = String.valueOf(failure.getMessage());
    if (failure instanceof SpoolFullException full) {
      long wanted = full.boundBytes() - full.boundBytes() / FREE_PART;
      long over = Math.max(0, full.usedBytes() - wanted);
      return new Busy(drained.until(over, nowNanos), why);
    }
    return new Busy(LATER, why);
  }

  /** For whoever repeats the key of a request that was cut off. */
  static Busy aborted() {
    return new Busy(SOON, "the request was cut off");
  }

  /** The table will not do. */
  static Busy ofTable(String problem) {
    return new Busy(SOON, problem.isEmpty() ? "its table is not described yet" : problem);
  }
}
