package io.tributary.protocol.frame;

/** What became of a batch. */
public sealed interface Verdict {

  /** Every row of the batch is durable in the table. */
  record Stored() implements Verdict {}

  /** Every row was already in the table; nothing was inserted. */
  record AlreadyStored() implements Verdict {}

  /**
   * ClickHouse refuses the data; sending the same bytes again cannot help.
   *
   * @param code ClickHouse error code, 0 when it was the gatherer that refused
   * @param message one line for the operator; a longer text is cut
   */
  record Refused(int code, String message) implements Verdict {
    public Refused {
      Check.notNegative("code", code);
      message = MessageLine.of(message);
    }
  }

  /**
   * Not stored now; send the batch again later.
   *
   * @param afterMillis earliest time of the next attempt, from now, 0 to 600,000
   * @param message one line for the operator; a longer text is cut
   */
  record Deferred(int afterMillis, String message) implements Verdict {
    public Deferred {
      Check.afterMillis(afterMillis);
      message = MessageLine.of(message);
    }
  }

  /**
   * A writer of a higher epoch has claimed the partition: nothing more of this stream is stored.
   *
   * @param highestEpoch that was seen, 0 to {@link Claim#MAX_EPOCH}
   */
  record Fenced(long highestEpoch) implements Verdict {
    public Fenced {
      Check.epoch("highestEpoch", highestEpoch);
    }
  }
}
