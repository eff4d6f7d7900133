package io.tributary.load.frames.source;

/**
 * Sends as fast as the gatherer takes it: whenever less than a bound is unsettled, more is sent.
 *
 * <p>Thread: the source's event loop.
 */
final class Flow {
  private final FrameSource source;
  private final int batchRows;
  private final long unsettledBytes;
  private boolean stopped;
  private int next;

  /**
   * @param unsettledBytes the most that is sent or waits for credit, as UNSETTLED_BYTES of a
   *     connector
   */
  Flow(FrameSource source, int batchRows, long unsettledBytes) {
    this.source = source;
    this.batchRows = batchRows;
    this.unsettledBytes = unsettledBytes;
  }

  void start() {
    source.onSettled(this::topUp);
    topUp();
  }

  void stop() {
    stopped = true;
  }

  private void topUp() {
    while (!stopped && source.unsettledBytes() < unsettledBytes) {
      Lane lane = source.lanes().get(next++ % source.lanes().size());
      source.send(lane, batchRows, System.nanoTime());
    }
  }
}
