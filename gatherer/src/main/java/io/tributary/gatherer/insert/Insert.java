package io.tributary.gatherer.insert;

import io.tributary.gatherer.table.Batch;
import io.tributary.protocol.table.Layout;
import java.util.List;

/**
 * Rows of one table and one layout that go to ClickHouse in one statement. Never changes, so that
 * every attempt sends the same bytes under the same token (D-14).
 *
 * @param token unique among all inserts that any gatherer ever makes, without white space
 * @param batches of one layout, at least one
 * @param form which of their rows are inserted
 */
public record Insert(String token, List<Batch> batches, Form form) {

  /** What is known of what the table holds, and so which rows are inserted (D-13). */
  public enum Form {
    /** All rows: nothing of them is in the table, or nobody has to care. */
    FRESH,
    /** All rows again: an earlier attempt under this token may have stored some. */
    REPEAT,
    /** Those that the table does not hold. */
    FILL
  }

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
