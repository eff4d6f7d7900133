package io.tributary.gatherer.audit;

/**
 * What ClickHouse counted of one chunk of a partition's offsets.
 *
 * @param chunk its number: offset divided by the size of chunks
 * @param rows in the table
 * @param quarantined rows in the quarantine that were not replayed
 * @param replayed rows in the quarantine that were
 * @param distinct different offsets among all of them
 * @param sum of the distances from the chunk's first offset, of rows and quarantined ones
 */
record ChunkCount(
    long chunk, long rows, long quarantined, long replayed, long distinct, long sum) {}
