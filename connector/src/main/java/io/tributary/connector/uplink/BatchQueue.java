package io.tributary.connector.uplink;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one table that have no verdict yet: waiting in the order in which they were made,
 * in flight, or deferred by the gatherer for a while.
 *
 * <p>Failure semantics: a batch leaves the queue with a final verdict, when its claim was given up,
 * or with its session: what became of it then only the table knows.
 *
 * <p>Pure; owned by one thread. Its size is bounded by the pipeline, which pauses its partitions
 * when {@link #unsettledBytes} grows too large.
 */
final class BatchQueue {

  private record InFlight(int stream, long sequence) {}

  private record Placed(long order, Batch batch, long sentNanos) {}

  /**
   * A batch with its final verdict.
   *
   * @param sentNanos when it was sent, the last time if it was deferred
   */
  record Judged(Batch batch, long sentNanos) {}

  /** A batch to send; one that was sent before in this session keeps its sequence. */
  private record Waiting(Batch batch, long sequence) {}

  private static final long UNSENT = -1;

  private final TreeMap<Long, Waiting> waiting = new TreeMap<>();
  private final Map<InFlight, Placed> inFlight = new HashMap<>();
  private final Map<Long, Waiting> deferred = new HashMap<>();
  private long nextOrder;
  private long nextSuspectOrder = Long.MIN_VALUE;
  private long unsettledBytes;

  /**
   * Takes a new batch, behind all others; a suspect one ahead of fresh ones, whose offsets cannot
   * be committed before it is settled.
   */
  void add(Batch batch) {
    long order =
        switch (batch.kind()) {
          case FRESH -> nextOrder++;
          case SUSPECT -> nextSuspectOrder++;
        };
    waiting.put(order, new Waiting(batch, UNSENT));
    unsettledBytes += batch.credit();
  }

  /** The batch to send next, or null. */
  @Nullable Batch head() {
    Map.Entry<Long, Waiting> first = waiting.firstEntry();
    return first == null ? null : first.getValue().batch();
  }

  /**
   * The head is in flight from now on.
   *
   * @param nowNanos on the clock of {@link Judged}
   * @return the sequence to send it with
   */
  long sendHead(long nowNanos) {
    Map.Entry<Long, Waiting> first = waiting.pollFirstEntry();
    if (first == null) {
      throw new IllegalStateException("nothing waits");
    }
    Batch batch = first.getValue().batch();
    long sequence = first.getValue().sequence();
    if (sequence == UNSENT) {
      sequence = batch.stream().takeSequence();
    }
    inFlight.put(
        new InFlight(batch.stream().handle(), sequence),
        new Placed(first.getKey(), batch, nowNanos));
    return sequence;
  }

  /** A final verdict came: the batch it is about, or null if none is known. */
  @Nullable Judged settled(int stream, long sequence) {
    Placed placed = inFlight.remove(new InFlight(stream, sequence));
    if (placed == null) {
      return null;
    }
    unsettledBytes -= placed.batch().credit();
    return new Judged(placed.batch(), placed.sentNanos());
  }

  /**
   * The gatherer did not store the batch: it is neither waiting nor in flight until the returned
   * task runs, which puts it back in its old place. Null if no such batch is known.
   */
  @Nullable Runnable deferred(int stream, long sequence) {
    Placed placed = inFlight.remove(new InFlight(stream, sequence));
    if (placed == null) {
      return null;
    }
    // Its sequence tells it from a later deferral of the same batch in another session.
    Waiting waits = new Waiting(placed.batch(), sequence);
    deferred.put(placed.order(), waits);
    return () -> {
      if (!deferred.remove(placed.order(), waits)) {
        return;
      }
      Batch batch = waits.batch();
      if (batch.stream().isAbandoned()) {
        unsettledBytes -= batch.credit();
      } else {
        waiting.put(placed.order(), waits);
      }
    };
  }

  /** The session is gone, and all batches with it. */
  void clear() {
    waiting.clear();
    inFlight.clear();
    deferred.clear();
    unsettledBytes = 0;
  }

  /** Forgets waiting batches; the ones in flight keep their place until their verdict comes. */
  void dropWaiting(Predicate<Batch> which) {
    waiting
        .values()
        .removeIf(
            entry -> {
              boolean drop = which.test(entry.batch());
              if (drop) {
                unsettledBytes -= entry.batch().credit();
              }
              return drop;
            });
  }

  /** What everything without a verdict costs of memory. */
  long unsettledBytes() {
    return unsettledBytes;
  }

  /** Number of batches that were sent and have no answer. */
  int inFlightCount() {
    return inFlight.size();
  }
}
