package io.tributary.load.frames.source;

import io.tributary.connector.uplink.Batch;
import io.tributary.connector.uplink.StreamLink;
import io.tributary.connector.uplink.TableLink;
import io.tributary.protocol.frame.RowsKind;
import org.jspecify.annotations.Nullable;

/**
 * One partition of one table, and how far it was sent.
 *
 * <p>Thread: the source's event loop.
 */
final class Lane {
  private final TableLink table;
  private final int partition;
  private @Nullable StreamLink stream;
  private boolean held;
  private long nextOffset;

  Lane(TableLink table, int partition) {
    this.table = table;
    this.partition = partition;
  }

  TableLink table() {
    return table;
  }

  int partition() {
    return partition;
  }

  /** It is claimed by this stream, which the gatherer has not answered yet. */
  void claimedBy(StreamLink claim) {
    stream = claim;
    held = false;
  }

  boolean isClaimedBy(StreamLink claim) {
    return stream == claim;
  }

  /** Rows may be sent. */
  void held() {
    held = true;
  }

  boolean isHeld() {
    return held;
  }

  StreamLink stream() {
    StreamLink claim = stream;
    if (claim == null) {
      throw new IllegalStateException("partition " + partition + " was not claimed");
    }
    return claim;
  }

  /** The next rows of it. */
  Batch next(EncodedRows ready, int rows, long dueNanos) {
    Batch batch =
        new Batch(
            stream(),
            ready.layout(),
            new Batch.Offsets(nextOffset, nextOffset + rows - 1, rows),
            RowsKind.FRESH,
            ready.payload(partition, nextOffset, rows),
            dueNanos);
    nextOffset += rows;
    return batch;
  }
}
