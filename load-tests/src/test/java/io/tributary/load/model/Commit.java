package io.tributary.load.model;

import io.tributary.connector.claim.CommitMark;

/** A commit of one partition on its way. */
final class Commit {
  enum State {
    SENT,
    ACCEPTED,
    REFUSED
  }

  final PartitionWriter writer;
  final int member;
  final int generation;
  final int partition;
  final int offset;
  final CommitMark mark;

  /** Lower bound of the server's time when it was sent, negative when there is none. */
  final long sentServerTime;

  State state = State.SENT;

  /** It does not go on before. */
  long wakesAt;

  Commit(PartitionWriter writer, int offset, CommitMark mark) {
    ConnectorActor connector = writer.connector;
    this.writer = writer;
    this.member = connector.member();
    this.generation = connector.generation();
    this.partition = writer.partition;
    this.offset = offset;
    this.mark = mark;
    this.sentServerTime = connector.serverTime();
  }

  /** Its process is there and waits for the answer. */
  boolean isAwaited() {
    return writer.connector.awaits(this);
  }

  @Override
  public String toString() {
    return "%s's commit of p%d at %d in generation %d, %s"
        .formatted(writer.connector, partition, offset, generation, mark);
  }
}
