package io.tributary.gatherer.delivery;

import io.tributary.gatherer.table.Batch;
import io.tributary.protocol.frame.SourcePartition;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The lowest epochs whose batches one table still takes (D-15), one for each of the {@link #MAX}
 * partitions that were claimed last. Forgetting older ones is safe: a writer that was fenced so
 * long ago has no lease any more, so that its batches are deferred and not inserted.
 *
 * <p>Belongs to the loop of its table. Pure.
 */
final class LaneFences {
  /** Fences that are kept. */
  static final int MAX = 100_000;

  private final Map<SourcePartition, Long> epochs = new LinkedHashMap<>();

  /** Batches of lower epochs are fenced from now on; a lower fence than before changes nothing. */
  void raise(SourcePartition source, long epoch) {
    Long before = epochs.remove(source);
    epochs.put(source, before == null ? epoch : Math.max(before, epoch));
    if (epochs.size() > MAX) {
      Iterator<SourcePartition> oldest = epochs.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** The epoch that fences the batch, 0 when none does. */
  long fencing(Batch batch) {
    long epoch = epochs.getOrDefault(batch.writer().source(), 0L);
    return batch.writer().epoch() < epoch ? epoch : 0;
  }

  boolean isFenced(Batch batch) {
    return fencing(batch) > 0;
  }
}
