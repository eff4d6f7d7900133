package io.tributary.connector.pipeline;

/**
 * Decides when a pipeline must stop taking records: when too many bytes have no verdict. It opens
 * again at half of the limit, so that partitions are not paused and resumed with every batch.
 *
 * <p>Pure; owned by one thread.
 */
final class PauseGate {

  /** What to do with the assigned partitions now. */
  enum Move {
    NONE,
    PAUSE,
    RESUME
  }

  private final long limitBytes;
  private boolean closed;

  /**
   * @param limitBytes payload bytes without a verdict at which the gate closes, 1 or more
   */
  PauseGate(long limitBytes) {
    if (limitBytes < 1) {
      throw new IllegalArgumentException("limit " + limitBytes + " is below 1");
    }
    this.limitBytes = limitBytes;
  }

  /** The bytes without a verdict changed. */
  Move update(long unsettledBytes) {
    if (!closed && unsettledBytes >= limitBytes) {
      closed = true;
      return Move.PAUSE;
    }
    if (closed && unsettledBytes <= limitBytes / 2) {
      closed = false;
      return Move.RESUME;
    }
    return Move.NONE;
  }

  boolean isClosed() {
    return closed;
  }
}
