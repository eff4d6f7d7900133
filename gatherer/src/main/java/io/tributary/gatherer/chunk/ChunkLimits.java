package io.tributary.gatherer.chunk;

/**
 * How large a chunk becomes.
 *
 * @param fullBytes with so many bytes of values or of rows it takes no more
 * @param maxRowBytes the largest row, which may come on top of that
 */
public record ChunkLimits(int fullBytes, int maxRowBytes) {
  private static final int USUAL_BYTES = 1 << 20;

  /** Bytes on disk for each value beside its own: its length, and perhaps its line. */
  private static final int BYTES_PER_VALUE = 16;

  public ChunkLimits {
    if (fullBytes < 1 || maxRowBytes < 1) {
      throw new IllegalArgumentException(
          "a chunk needs room: %d, %d".formatted(fullBytes, maxRowBytes));
    }
  }

  /**
   * Those whose rows always fit into a batch.
   *
   * @param batchBytes of the largest batch that a table takes
   */
  public static ChunkLimits of(int batchBytes) {
    int full = Math.min(USUAL_BYTES, batchBytes / 2);
    return new ChunkLimits(full, batchBytes - full);
  }

  int maxRowsBytes() {
    return fullBytes + maxRowBytes;
  }

  /**
   * Bytes that a chunk may take on disk, without what the spool adds.
   *
   * @param maxValueBytes of the longest value
   */
  public int maxSpooledBytes(int maxValueBytes) {
    return fullBytes + maxValueBytes + BYTES_PER_VALUE * (Chunk.MAX_VALUES + 2);
  }
}
