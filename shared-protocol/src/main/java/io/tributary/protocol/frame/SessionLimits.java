package io.tributary.protocol.frame;

/**
 * What a gatherer accepts in a session.
 *
 * @param maxBatchBytes payload bytes of one batch of a {@link TableRole#ROWS} table; its credit
 *     always grows back to at least this
 * @param maxQuarantineBatchBytes the same for a {@link TableRole#QUARANTINE} table
 * @param maxBatchRows rows of one batch
 * @param maxTables tables a session may ensure
 * @param maxStreams streams a session may open
 */
public record SessionLimits(
    int maxBatchBytes,
    int maxQuarantineBatchBytes,
    int maxBatchRows,
    int maxTables,
    int maxStreams) {}
