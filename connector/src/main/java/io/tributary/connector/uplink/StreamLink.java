package io.tributary.connector.uplink;

import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.Guarantee;

/**
 * One claim of a Kafka partition in a table, for as long as its session lasts.
 *
 * <p>Thread: the uplink's event loop.
 */
public final class StreamLink {
  private final TableLink table;
  private final int handle;
  private final Claim claim;
  private boolean opened;
  private boolean renewed;
  private boolean abandoned;
  private long nextSequence;

  StreamLink(TableLink table, int handle, Claim claim) {
    this.table = table;
    this.handle = handle;
    this.claim = claim;
  }

  /** Where its rows go. */
  public TableLink table() {
    return table;
  }

  int handle() {
    return handle;
  }

  /** What was claimed. */
  public Claim claim() {
    return claim;
  }

  /** The topic. */
  public String topic() {
    return claim.source().topic();
  }

  /** The Kafka partition. */
  public int partition() {
    return claim.source().partition();
  }

  void opened() {
    opened = true;
  }

  boolean isOpened() {
    return opened;
  }

  void renewed() {
    renewed = true;
  }

  /** Rows may be sent; with exactly once not before its first renewal (P-37). */
  boolean isReady() {
    return opened && (renewed || claim.guarantee() == Guarantee.AT_LEAST_ONCE);
  }

  void abandon() {
    abandoned = true;
  }

  /** True when the claim was given up; verdicts on its batches no longer matter. */
  public boolean isAbandoned() {
    return abandoned;
  }

  long takeSequence() {
    return nextSequence++;
  }
}
