package io.tributary.gatherer.feed;

import io.tributary.gatherer.chunk.Chunk;
import io.tributary.protocol.plan.RefusedRecord;
import io.tributary.protocol.row.ByteView;
import org.jspecify.annotations.Nullable;

/**
 * Shows the encoder one value of a chunk after the other.
 *
 * <p>Belongs to the loop of its table.
 */
final class QuarantinedValue implements RefusedRecord {
  private final int partition;
  private final ByteView value = new ByteView();
  private long offset;
  private long acceptedMillis;

  QuarantinedValue(int partition) {
    this.partition = partition;
  }

  void show(Chunk chunk, int index, long firstOffset) {
    value.set(chunk.values(), chunk.valueStart(index), chunk.valueLength(index));
    offset = firstOffset + index;
    acceptedMillis = chunk.acceptedMillis();
  }

  @Override
  public ByteView value() {
    return value;
  }

  @Override
  public @Nullable ByteView key() {
    return null;
  }

  @Override
  public int partition() {
    return partition;
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public long timestampMillis() {
    return acceptedMillis;
  }
}
