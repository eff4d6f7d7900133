package io.tributary.gatherer.insert;

/**
 * An insert that ClickHouse runs now.
 *
 * @param queryId by which it can be ended
 * @param comment whose it is
 */
public record RunningInsert(String queryId, InsertComment comment) {}
