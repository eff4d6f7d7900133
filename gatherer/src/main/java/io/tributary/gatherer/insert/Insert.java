package io.tributary.gatherer.insert;

import io.tributary.gatherer.table.Batch;
import io.tributary.protocol.table.Layout;
import java.util.List;

/**
 * Rows of one table and one layout that go to ClickHouse in one statement. Never changes, so that
 * every attempt sends the same bytes under the same token.
 *
 * @param token unique among all inserts that any gatherer ever makes
 * @param batches of one layout, at least one
 */
public record Insert(String token, List<Batch> batches) {
  public Insert {
    if (batches.isEmpty()) {
      throw new IllegalArgumentException("an insert without rows");
    }
    batches = List.copyOf(batches);
  }

  public Layout layout() {
    return batches.getFirst().layout();
  }

  public long rows() {
    return batches.stream().mapToLong(Batch::rows).sum();
  }

  /** What the batches cost of their senders' credit. */
  public long credit() {
    return batches.stream().mapToLong(Batch::credit).sum();
  }

  /** Payload bytes. */
  public long bytes() {
    return batches.stream().mapToLong(Batch::bytes).sum();
  }
}
