package io.tributary.gatherer.http;

import io.tributary.gatherer.http.body.ValueSink;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the rows of requests go. Called on the event loop of the connection; never blocks.
 *
 * <p>Futures may be completed by any thread.
 */
public interface RowIntake {
  /** Begins a request's rows; empty when there is no such datasource. */
  Optional<Rows> begin(Request request);

  /**
   * What a request wants.
   *
   * @param datasource its name: 1 to 255 letters, digits and underscores
   * @param ack when it is to be answered
   * @param strict true if one bad row is to keep all others of the request out
   * @param key chosen by the producer; a request of the same caller that repeats it repeats its
   *     rows
   * @param caller id of the token that the request came with, empty where no token is needed
   * @param length of the body in bytes, as announced and at most {@code HTTP_MAX_BODY}; -1 if it
   *     was not announced, or is compressed
   */
  record Request(
      String datasource,
      Ack ack,
      boolean strict,
      Optional<IdempotencyKey> key,
      String caller,
      long length) {}

  /** When a request is answered. */
  enum Ack {
    /** When its rows are on disk: 202. */
    DISK,
    /** When they are in the table: 200. */
    STORED,
    /** When they are in memory, where a crash loses them: 202. */
    MEMORY
  }

  /** The rows of one request, which ends with {@link #end} or {@link #abort}, never both. */
  interface Rows extends ValueSink {
    /**
     * True while no more should be given. What was decoded already still comes: values of at most
     * 16 KiB, or one that is longer.
     */
    boolean isFull();

    /** Completes when more may be given; asked for only while {@link #isFull}. */
    Future<Void> drained();

    /** The body ended well. A failure is a defect, and is answered with 500. */
    Future<Outcome> end();

    /**
     * The request is over without its end: cut off, too large, not readable. Nothing of it may be
     * stored unless that cannot be helped.
     */
    void abort();
  }

  /** What became of a request. */
  sealed interface Outcome {}

  /**
   * Its rows have got as far as {@link Request#ack} says.
   *
   * @param successfulRows that are or will be rows of the table
   * @param quarantinedRows that are or will be in its quarantine table
   * @param firstErrors the first of those, at most {@link #MAX_ERRORS}
   */
  record Accepted(long successfulRows, long quarantinedRows, List<RowError> firstErrors)
      implements Outcome {
    public Accepted {
      firstErrors = List.copyOf(firstErrors);
    }
  }

  /** An earlier request with the same key was accepted; nothing was added. */
  record Replayed(Accepted first) implements Outcome {}

  /**
   * A strict request has bad rows, and none of it is stored.
   *
   * @param firstErrors the first ones, at most {@link #MAX_ERRORS}
   */
  record Rejected(List<RowError> firstErrors) implements Outcome {
    public Rejected {
      firstErrors = List.copyOf(firstErrors);
    }
  }

  /**
   * Its rows cannot be taken now, and none of them was.
   *
   * @param retryAfter when it may be worth another try
   * @param why in words, for the producer
   */
  record Busy(Duration retryAfter, String why) implements Outcome {}

  /**
   * A bad row.
   *
   * @param line as in {@link ValueSink}
   * @param reason in words, for the producer
   */
  record RowError(long line, String reason) {}

  /** How many bad rows an answer names; more are left out of it. */
  int MAX_ERRORS = 10;
}
