package io.tributary.gatherer.spool;

/**
 * A file of keys whose segment is gone, or about to go.
 *
 * @param endKey ordinal behind its newest key: below that of the oldest key known, the file can go
 * @param bytes of the file
 */
record KeptKeys(Position segment, long endKey, long bytes) {}
