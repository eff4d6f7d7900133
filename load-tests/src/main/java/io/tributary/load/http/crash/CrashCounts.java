package io.tributary.load.http.crash;

/**
 * How often something happened.
 *
 * @param accepted requests answered with 202
 * @param stored requests answered with 200
 * @param keyed requests with an Idempotency-Key
 * @param repeats of keyed requests
 * @param replayed answers that were those of an earlier attempt
 * @param later answers that asked to come back
 * @param lookedUp requests answered with 200 that were looked for in the table at once
 */
public record CrashCounts(
    long accepted,
    long stored,
    long keyed,
    long repeats,
    long replayed,
    long later,
    long lookedUp) {}
