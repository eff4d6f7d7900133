package io.tributary.sandbox.clickhouse.engine;

/**
 * What the engine counted for one statement. Written rows are exact for every kind of INSERT.
 *
 * @param resultRows rows of the result
 * @param resultBytes their size in memory
 * @param readRows rows read from tables
 * @param readBytes their size in memory
 * @param writtenRows rows inserted
 * @param writtenBytes their size in memory
 */
public record EngineCounters(
    long resultRows,
    long resultBytes,
    long readRows,
    long readBytes,
    long writtenRows,
    long writtenBytes) {}
