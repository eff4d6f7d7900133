package io.tributary.connector.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.tributary.protocol.table.TableDefinition;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchQueueTest {
  private final TableLink table =
      new TableLink(
          1,
          TableRole.ROWS,
          new TableDefinition(
              "events", List.of(new ColumnDefinition("a", "UInt8", "")), "", "", ""));
  private final StreamLink left = new StreamLink(table, 1, claim(0));
  private final StreamLink right = new StreamLink(table, 2, claim(1));
  private final BatchQueue queue = new BatchQueue();

  @Test
  void batchesEndWithTheirSession() {
    add(left, 0);
    add(right, 0);
    add(left, 10);
    queue.sendHead(0);
    queue.sendHead(0);
    Runnable again = queue.deferred(left.handle(), 0);
    assertNotNull(again);

    queue.clear();

    again.run();
    assertNull(queue.head());
    assertNull(queue.settled(right.handle(), 0));
    assertEquals(0, queue.unsettledBytes());
  }

  @Test
  void verdictFindsItsBatchOnce() {
    Batch batch = add(left, 0);
    assertEquals(0, queue.sendHead(70));
    assertNull(queue.settled(left.handle(), 1));
    assertNull(queue.settled(right.handle(), 0));
    assertEquals(new BatchQueue.Judged(batch, 70), queue.settled(left.handle(), 0));
    assertNull(queue.settled(left.handle(), 0));
    assertEquals(0, queue.unsettledBytes());
  }

  @Test
  void deferredBatchGoesBackToItsPlace() {
    Batch first = add(left, 0);
    Batch second = add(left, 10);
    queue.sendHead(0);
    Runnable again = queue.deferred(left.handle(), 0);
    assertNotNull(again);
    assertSame(second, queue.head());
    again.run();
    assertSame(first, queue.head());
    assertEquals(0, queue.sendHead(70), "a repeat keeps its sequence");
    assertEquals(1, queue.sendHead(0));
    assertEquals(2 * SessionLimits.LEAST_CREDIT, queue.unsettledBytes());
    assertEquals(new BatchQueue.Judged(first, 70), queue.settled(left.handle(), 0));
  }

  @Test
  void deferredBatchOfAnAbandonedClaimIsDropped() {
    add(left, 0);
    queue.sendHead(0);
    Runnable again = queue.deferred(left.handle(), 0);
    assertNotNull(again);
    left.abandon();

    again.run();

    assertNull(queue.head());
    assertEquals(0, queue.unsettledBytes());
  }

  @Test
  void abandonedPartitionLeavesTheWaitingOnesOfOthers() {
    add(left, 0);
    Batch other = add(right, 0);
    queue.dropWaiting(batch -> batch.stream() == left);
    assertSame(other, queue.head());
    queue.sendHead(0);
    assertNull(queue.head());
    assertEquals(SessionLimits.LEAST_CREDIT, queue.unsettledBytes());
  }

  @Test
  void suspectBatchesGoAheadOfFreshOnes() {
    Batch fresh = add(left, 0);
    Batch first = add(left, 100, RowsKind.SUSPECT);
    Batch second = add(left, 104, RowsKind.SUSPECT);
    assertSame(first, queue.head());
    queue.sendHead(0);
    assertSame(second, queue.head());
    queue.sendHead(0);
    assertSame(fresh, queue.head());
  }

  private static Claim claim(int partition) {
    return new Claim(
        new SourcePartition("topic", partition, 9),
        "readers",
        1,
        0,
        Guarantee.EXACTLY_ONCE,
        new Predecessor.None());
  }

  private Batch add(StreamLink stream, long offset) {
    return add(stream, offset, RowsKind.FRESH);
  }

  private Batch add(StreamLink stream, long offset, RowsKind kind) {
    Batch.DeclaredLayout layout =
        Batch.DeclaredLayout.of(new Layout(List.of(new LayoutColumn("a", "UInt8", false))));
    Batch batch =
        new Batch(
            stream,
            layout,
            new Batch.Offsets(offset, offset + 3, 4),
            kind,
            Buffer.buffer("rows"),
            new Object());
    queue.add(batch);
    return batch;
  }
}
