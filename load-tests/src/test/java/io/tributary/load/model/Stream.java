package io.tributary.load.model;

/** The rows of one writer over one session: opened by a connector, the rest is the gatherer's. */
final class Stream {
  final Session session;
  final int partition;
  final int epoch;

  /** Rows are accepted. */
  boolean open;

  long validUntil = -1;

  /** Offsets whose rows may be stored: in the table and, second, in quarantine. */
  final int[] doubtful = new int[2];

  Stream(Session session, int partition, int epoch) {
    this.session = session;
    this.partition = partition;
    this.epoch = epoch;
  }

  @Override
  public String toString() {
    return "p" + partition + " epoch " + epoch;
  }
}
