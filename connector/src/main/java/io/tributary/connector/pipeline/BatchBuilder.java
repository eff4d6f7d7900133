package io.tributary.connector.pipeline;

import io.netty.buffer.Unpooled;
import io.tributary.connector.kafka.OffsetLedger;
import io.tributary.connector.uplink.Batch;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one partition on their way into a batch, and after that the memory behind the batch until
 * its verdict comes: rows are built on the heap and wait outside of it. Reused through {@link
 * BatchBuilders}.
 *
 * <p>Thread: the pipeline's event loop.
 */
final class BatchBuilder {
  private final BatchBuilders builders;
  private final EventTimes times = new EventTimes();
  private OffsetLedger.@Nullable Mark mark;
  private final RowIndex index = new RowIndex();
  private long begunNanos;
  private @Nullable RowBinaryWriter writer;
  private @Nullable ByteBuffer sealed;

  BatchBuilder(BatchBuilders builders) {
    this.builders = builders;
  }

  /** Rows are written here until the first {@link #payload}. */
  BatchBuilder begin(RowBinaryWriter rows) {
    writer = rows;
    return this;
  }

  /**
   * Where the next row goes.
   *
   * @throws IllegalStateException after the first {@link #payload}
   */
  RowBinaryWriter rows() {
    RowBinaryWriter open = writer;
    if (open == null) {
      throw new IllegalStateException("the batch is sealed");
    }
    return open;
  }

  /** A row was appended. */
  void added(long offset, long timestampMillis, OffsetLedger ledger, long nowNanos) {
    if (isEmpty()) {
      mark = ledger.begin(offset);
      begunNanos = nowNanos;
    }
    index.add(offset, rows().position());
    times.add(timestampMillis);
  }

  /** A row was appended whose offset another batch answers for. */
  void addedGuilty(long offset) {
    index.add(offset, rows().position());
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
    ByteBuffer rows = sealed;
    return rows == null ? rows().position() : rows.limit();
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

  /** The rows themselves, outside of the heap: nothing may be added any more. */
  Buffer payload() {
    return payload(0, bytes());
  }

  /** Some of the bytes themselves. */
  Buffer payload(int from, int to) {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(sealed().slice(from, to - from)));
  }

  private ByteBuffer sealed() {
    ByteBuffer rows = sealed;
    if (rows == null) {
      rows = builders.seal(rows());
      sealed = rows;
      writer = null;
    }
    return rows;
  }

  /** It is settled: its memory is used for others, and this again after {@link #begin}. */
  void end(SealedMemory memory) {
    ByteBuffer rows = sealed;
    if (rows != null) {
      memory.giveBack(rows);
    }
    sealed = null;
    writer = null;
    times.clear();
    mark = null;
    index.clear();
  }
}
