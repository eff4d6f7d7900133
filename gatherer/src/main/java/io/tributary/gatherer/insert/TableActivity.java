package io.tributary.gatherer.insert;

import io.tributary.service.failure.FailureCode;
import java.util.List;

/** What ClickHouse says about the inserts of gatherers that run into one table. */
public sealed interface TableActivity {

  /**
   * A list of them.
   *
   * @param serverMillis ClickHouse's time before it made the list, milliseconds since the epoch: an
   *     insert that is missing had ended by then, or had not begun
   * @param inserts of all gatherers
   */
  record Seen(long serverMillis, List<RunningInsert> inserts) implements TableActivity {
    public Seen {
      inserts = List.copyOf(inserts);
    }

    /** True when an insert of that token runs. */
    public boolean runs(String token) {
      return inserts.stream().anyMatch(insert -> insert.comment().token().equals(token));
    }
  }

  /** ClickHouse is away, or does not let the gatherer look; one line for the operator. */
  record Unseen(FailureCode failure, String message) implements TableActivity {}
}
