package io.tributary.connector.pipeline;

import io.netty.buffer.Unpooled;
import io.tributary.connector.kafka.OffsetLedger;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one partition on their way into a batch, and after that the memory behind the batch until
 * its verdict comes. Reused through {@link BatchBuilders}.
 *
 * <p>Thread: the pipeline's event loop.
 */
final class BatchBuilder {
  private static final int FIRST_BYTES = 4096;

  private final RowBinaryWriter rows;
  private final EventTimes times = new EventTimes();
  private OffsetLedger.@Nullable Mark mark;
  private long firstOffset;
  private long lastOffset;
  private int rowCount;
  private long begunNanos;

  BatchBuilder(int maxBytes) {
    this.rows = new RowBinaryWriter(Math.min(FIRST_BYTES, maxBytes), maxBytes);
  }

  RowBinaryWriter rows() {
    return rows;
  }

  /** A row was appended. */
  void added(long offset, long timestampMillis, OffsetLedger ledger, long nowNanos) {
    if (rowCount == 0) {
      mark = ledger.begin(offset);
      firstOffset = offset;
      begunNanos = nowNanos;
    }
    lastOffset = offset;
    rowCount++;
    times.add(timestampMillis);
  }

  boolean isEmpty() {
    return rowCount == 0;
  }

  int rowCount() {
    return rowCount;
  }

  int bytes() {
    return rows.position();
  }

  long firstOffset() {
    return firstOffset;
  }

  long lastOffset() {
    return lastOffset;
  }

  long ageNanos(long nowNanos) {
    return nowNanos - begunNanos;
  }

  EventTimes times() {
    return times;
  }

  /** Every row is durable. */
  void settle(OffsetLedger ledger) {
    OffsetLedger.Mark begun = mark;
    if (begun != null) {
      ledger.settle(begun);
    }
  }

  /** The rows themselves, not a copy: nothing may be added any more. */
  Buffer payload() {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(rows.array(), 0, rows.position()));
  }

  void clear() {
    rows.reset();
    times.clear();
    mark = null;
    rowCount = 0;
  }
}
