package io.tributary.connector.pipeline;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps the memory of batches for the next ones: on the heap of those that are built, outside of it
 * of those that were sent. What is kept is bounded; what is in use is bounded by the pipeline's
 * pause gate.
 *
 * <p>Thread: the pipeline's event loop.
 */
final class BatchBuilders {
  private static final int FIRST_BYTES = 4096;

  /** So much of a full batch is there for the row that fills it, unless it is larger. */
  private static final int LAST_ROW_SHARE = 16;

  private final int usualBytes;
  private final int maxBatchBytes;
  private final Kept kept;
  private final SealedMemory sealed;
  private final Deque<BatchBuilder> free = new ArrayDeque<>();
  private final Deque<RowBinaryWriter> writers = new ArrayDeque<>();

  /**
   * What is kept for reuse.
   *
   * @param batches memory for so many full ones that were sent, and for the rows of as many that
   *     are built
   * @param writerBytes those of the latter that have no more than this
   */
  record Kept(int batches, int writerBytes) {}

  /**
   * @param fullBytes a batch is sent when it has so many, and a part of a row more
   * @param maxBatchBytes largest batch
   */
  BatchBuilders(int fullBytes, int maxBatchBytes, Kept kept) {
    this.usualBytes = Math.min(fullBytes + fullBytes / LAST_ROW_SHARE, maxBatchBytes);
    this.maxBatchBytes = maxBatchBytes;
    this.kept = kept;
    this.sealed = new SealedMemory(usualBytes, (long) kept.batches() * usualBytes);
  }

  /** An empty one. */
  BatchBuilder take() {
    RowBinaryWriter writer = writers.pollLast();
    BatchBuilder builder = free.pollLast();
    return (builder == null ? new BatchBuilder(this) : builder)
        .begin(
            writer == null
                ? new RowBinaryWriter(
                    Math.min(FIRST_BYTES, maxBatchBytes), usualBytes, maxBatchBytes)
                : writer);
  }

  /** The rows of a writer, outside of the heap; the writer is used for others from now on. */
  ByteBuffer seal(RowBinaryWriter writer) {
    ByteBuffer rows = sealed.copyOf(writer.array(), writer.position());
    if (writers.size() < kept.batches() && writer.array().length <= kept.writerBytes()) {
      writer.reset();
      writers.addLast(writer);
    }
    return rows;
  }

  /** Its rows are durable, or it never had any. */
  void giveBack(BatchBuilder builder) {
    builder.end(sealed);
    if (free.size() < kept.batches()) {
      free.addLast(builder);
    }
  }
}
