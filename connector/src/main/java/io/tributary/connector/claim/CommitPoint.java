package io.tributary.connector.claim;

/**
 * What is committed for a partition.
 *
 * @param offset of the first record that is not settled
 * @param mark of the writer
 */
public record CommitPoint(long offset, CommitMark mark) {}
