package io.tributary.load.model;

import java.util.List;

/** One INSERT statement, from the moment its gatherer sends it. */
final class Insert {
  enum State {
    /** On its way; not among the running queries. */
    SENT,
    /** Among the running queries; has not looked at the time. */
    REGISTERED,
    /** Stores one part after the other. */
    RUNNING,
    /** Can store nothing more. */
    ENDED
  }

  enum Outcome {
    STORED,
    /** Ended in the middle, or before it began. */
    FAILED,
    /** A row is refused; parts before it are stored. */
    REFUSED,
    /** Came after its deadline: stored nothing. */
    TOO_LATE
  }

  final InsertLane lane;
  final int gathererIncarnation;
  final List<Batch> batches;
  final int token;

  /** Leaves out what the table holds when it begins. */
  final boolean fill;

  /** What its gatherer goes by. */
  final long deadline;

  /** What stands in the statement. */
  final long statementDeadline;

  State state = State.SENT;

  /** It does not go on before. */
  long wakesAt;

  Outcome outcome = Outcome.FAILED;

  /** The gatherer has given up waiting for the answer. */
  boolean unanswered;

  /** Server time that the gatherer has read since, 0 before. */
  long timeRead;

  /** Rows of each part; a part is of one partition. */
  int[] parts = {};

  int[] partPartitions = {};
  int partsDone;

  Insert(InsertLane lane, List<Batch> batches, int token, boolean fill, Deadlines deadlines) {
    this.lane = lane;
    this.gathererIncarnation = lane.gatherer.incarnation;
    this.batches = batches;
    this.token = token;
    this.fill = fill;
    this.deadline = deadlines.known();
    this.statementDeadline = deadlines.stated();
  }

  /** What the gatherer takes for the deadline, and what it writes into the statement. */
  record Deadlines(long known, long stated) {}

  /** It has rows of an earlier writer of the partition. */
  boolean isOfEarlier(int partition, int epoch) {
    for (Batch batch : batches) {
      if (batch.stream().partition == partition && batch.stream().epoch < epoch) {
        return true;
      }
    }
    return false;
  }

  boolean isListed() {
    return state == State.REGISTERED || state == State.RUNNING;
  }

  @Override
  public String toString() {
    return "%s %s %s of %s, until t=%d"
        .formatted(lane.gatherer, fill ? "fill" : "insert", token, batches, statementDeadline);
  }
}
