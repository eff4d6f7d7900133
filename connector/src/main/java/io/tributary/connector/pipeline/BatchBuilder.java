package io.tributary.connector.pipeline;

import io.netty.buffer.Unpooled;
import io.tributary.connector.kafka.OffsetLedger;
import io.tributary.connector.uplink.Batch;
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

  /** So much of a full batch is there for the row that fills it, unless it is larger. */
  private static final int LAST_ROW_SHARE = 16;

  private final RowBinaryWriter rows;
  private final EventTimes times = new EventTimes();
  private OffsetLedger.@Nullable Mark mark;
  private final RowIndex index = new RowIndex();
  private long begunNanos;

  /**
   * @param fullBytes a batch is sent when it has so many, and a part of a row more
   */
  BatchBuilder(int fullBytes, int maxBytes) {
    int usualBytes = Math.min(fullBytes + fullBytes / LAST_ROW_SHARE, maxBytes);
    this.rows = new RowBinaryWriter(Math.min(FIRST_BYTES, maxBytes), usualBytes, maxBytes);
  }

  RowBinaryWriter rows() {
    return rows;
  }

  /** A row was appended. */
  void added(long offset, long timestampMillis, OffsetLedger ledger, long nowNanos) {
    if (isEmpty()) {
      mark = ledger.begin(offset);
      begunNanos = nowNanos;
    }
    index.add(offset, rows.position());
    times.add(timestampMillis);
  }

  /** A row was appended whose offset another batch answers for. */
  void addedGuilty(long offset) {
    index.add(offset, rows.position());
  }

  /** True when a row with this offset can be added. */
  boolean reaches(long offset) {
    return index.reaches(offset);
  }

  boolean isEmpty() {
    return index.rows() == 0;
  }

  int rowCount() {
    return index.rows();
  }

  int bytes() {
    return rows.position();
  }

  /** Memory that it holds. */
  int capacityBytes() {
    return rows.array().length;
  }

  /** Which offsets the rows came from. */
  Batch.Offsets offsets() {
    int rowCount = index.rows();
    return new Batch.Offsets(index.offset(0), index.offset(rowCount - 1), rowCount);
  }

  /** Where each row is. */
  RowIndex index() {
    return index;
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
    return payload(0, rows.position());
  }

  /** Some of the bytes themselves. */
  Buffer payload(int from, int to) {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(rows.array(), from, to - from));
  }

  void clear() {
    rows.reset();
    times.clear();
    mark = null;
    index.clear();
  }
}
