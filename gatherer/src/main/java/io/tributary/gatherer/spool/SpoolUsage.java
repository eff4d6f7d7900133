package io.tributary.gatherer.spool;

/**
 * How full the spool is, at one moment.
 *
 * @param usedBytes of all files, with what is accepted and not written yet
 * @param boundBytes what {@code usedBytes} may not pass
 * @param entries in all segments, settled ones included
 * @param unsettled entries that are not settled
 * @param segments files of entries
 * @param keys idempotency keys that are known
 * @param evictedKeys keys that were forgotten before their time since the spool was opened
 * @param wastedBytes of {@code usedBytes}, about: settled entries in files that nothing is appended
 *     to any more, but which stay because of others in them, or of the same request
 */
public record SpoolUsage(
    long usedBytes,
    long boundBytes,
    long entries,
    long unsettled,
    int segments,
    long keys,
    long evictedKeys,
    long wastedBytes) {}
