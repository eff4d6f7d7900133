package io.tributary.connector.uplink;

/**
 * One writer's claim of a Kafka partition in a table, over all sessions of the uplink.
 *
 * <p>Thread: the uplink's event loop.
 */
public final class StreamLink {
  private final TableLink table;
  private final String topic;
  private final int partition;
  private final int run;
  private final long from;
  private int handle;
  private boolean opened;
  private boolean abandoned;
  private long nextSequence;

  StreamLink(TableLink table, int handle, Uplink.Claim claim) {
    this.table = table;
    this.handle = handle;
    this.topic = claim.topic();
    this.partition = claim.partition();
    this.run = claim.run();
    this.from = claim.from();
  }

  TableLink table() {
    return table;
  }

  int handle() {
    return handle;
  }

  /** The topic. */
  public String topic() {
    return topic;
  }

  int run() {
    return run;
  }

  long from() {
    return from;
  }

  /** The Kafka partition. */
  public int partition() {
    return partition;
  }

  /** The claim has to be made again, with this handle. */
  void sessionLost(int newHandle) {
    handle = newHandle;
    opened = false;
    nextSequence = 0;
  }

  void opened() {
    opened = true;
  }

  boolean isOpened() {
    return opened;
  }

  void abandon() {
    abandoned = true;
  }

  /** True when the partition was given up; verdicts on its batches no longer matter. */
  public boolean isAbandoned() {
    return abandoned;
  }

  long takeSequence() {
    return nextSequence++;
  }
}
