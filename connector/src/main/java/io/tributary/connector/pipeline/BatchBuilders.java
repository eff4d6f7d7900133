package io.tributary.connector.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps the memory of settled batches for the next ones. What is kept is bounded; what is in use is
 * bounded by the pipeline's pause gate.
 *
 * <p>Thread: the pipeline's event loop.
 */
final class BatchBuilders {
  private final int maxBatchBytes;
  private final int maxKept;
  private final Deque<BatchBuilder> free = new ArrayDeque<>();

  /**
   * @param maxBatchBytes largest batch
   * @param maxKept builders kept for reuse
   */
  BatchBuilders(int maxBatchBytes, int maxKept) {
    this.maxBatchBytes = maxBatchBytes;
    this.maxKept = maxKept;
  }

  BatchBuilder take() {
    BatchBuilder builder = free.pollLast();
    return builder == null ? new BatchBuilder(maxBatchBytes) : builder;
  }

  void giveBack(BatchBuilder builder) {
    if (free.size() < maxKept) {
      builder.clear();
      free.addLast(builder);
    }
  }
}
