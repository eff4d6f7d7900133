package io.tributary.gatherer.audit;

/**
 * What ClickHouse counted of one chunk of a partition's offsets, without quarantined rows that were
 * replayed.
 *
 * @param chunk its number: offset divided by the size of chunks
 * @param rows in the table
 * @param quarantined rows in the quarantine
 * @param stored different offsets in the table
 * @param distinct different offsets in both
 * @param sum of the distances from the chunk's first offset, of all rows
 */
record ChunkCount(long chunk, long rows, long quarantined, long stored, long distinct, long sum) {

  /** Of both together, which have different offsets. */
  ChunkCount plus(ChunkCount other) {
    return new ChunkCount(
        chunk,
        rows + other.rows,
        quarantined + other.quarantined,
        stored + other.stored,
        distinct + other.distinct,
        sum + other.sum);
  }
}
