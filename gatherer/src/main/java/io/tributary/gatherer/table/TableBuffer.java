package io.tributary.gatherer.table;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The batches of one table and one layout that wait for their insert, oldest first. Its size is
 * bounded by the credit that was granted for the table.
 *
 * <p>Belongs to the event loop of its table.
 */
public final class TableBuffer {

  private final ArrayDeque<Batch> batches = new ArrayDeque<>();
  private long rows;
  private long bytes;

  /** Appends a batch. */
  public void add(Batch batch) {
    batches.add(batch);
    rows += batch.rows();
    bytes += batch.bytes();
  }

  /**
   * Removes the oldest batches, as many as fit into all limits, but at least one; empty only when
   * the buffer is.
   */
  public List<Batch> take(int maxBatches, long maxRows, long maxBytes) {
    List<Batch> taken = new ArrayList<>();
    long takenRows = 0;
    long takenBytes = 0;
    for (Batch next = batches.peek(); next != null; next = batches.peek()) {
      boolean fits = takenRows + next.rows() <= maxRows && takenBytes + next.bytes() <= maxBytes;
      if (!taken.isEmpty() && (!fits || taken.size() == maxBatches)) {
        break;
      }
      taken.add(batches.remove());
      takenRows += next.rows();
      takenBytes += next.bytes();
    }
    rows -= takenRows;
    bytes -= takenBytes;
    return taken;
  }

  /** Removes all batches of which {@code unwanted} is true, and returns them. */
  public List<Batch> remove(Predicate<Batch> unwanted) {
    List<Batch> removed = batches.stream().filter(unwanted).toList();
    if (!removed.isEmpty()) {
      batches.removeIf(unwanted);
      rows -= removed.stream().mapToLong(Batch::rows).sum();
      bytes -= removed.stream().mapToLong(Batch::bytes).sum();
    }
    return removed;
  }

  /** True if it has such a batch. */
  public boolean has(Predicate<Batch> wanted) {
    return batches.stream().anyMatch(wanted);
  }

  public boolean isEmpty() {
    return batches.isEmpty();
  }

  public long rows() {
    return rows;
  }

  /** Payload bytes. */
  public long bytes() {
    return bytes;
  }

  /** When the oldest batch arrived; the buffer must not be empty. */
  public long oldestNanos() {
    return batches.element().arrivedNanos();
  }
}
