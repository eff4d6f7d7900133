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
  private final int fullBytes;
  private final int maxBatchBytes;
  private final Kept kept;
  private final Deque<BatchBuilder> free = new ArrayDeque<>();

  /**
   * What is kept for reuse.
   *
   * @param builders so many, and no more
   * @param builderBytes those that have no more memory than this
   */
  record Kept(int builders, int builderBytes) {}

  /**
   * @param fullBytes of a batch that is sent
   * @param maxBatchBytes largest batch
   */
  BatchBuilders(int fullBytes, int maxBatchBytes, Kept kept) {
    this.fullBytes = fullBytes;
    this.maxBatchBytes = maxBatchBytes;
    this.kept = kept;
  }

  BatchBuilder take() {
    BatchBuilder builder = free.pollLast();
    return builder == null ? new BatchBuilder(fullBytes, maxBatchBytes) : builder;
  }

  void giveBack(BatchBuilder builder) {
    if (free.size() < kept.builders() && builder.capacityBytes() <= kept.builderBytes()) {
      builder.clear();
      free.addLast(builder);
    }
  }
}
