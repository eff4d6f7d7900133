package io.tributary.load.measure;

/**
 * From the time at which a row was meant to be sent to the time at which a query first saw it. A
 * value is never too low, and too high by at most the time between two looks.
 *
 * @param rows that were measured
 * @param usualGapMillis the median time from the start of a look to the end of the next
 * @param longestGapMillis the longest one, such as while ClickHouse was away
 */
public record LatencyFigures(
    long rows,
    double p50Millis,
    double p90Millis,
    double p99Millis,
    double p999Millis,
    double maxMillis,
    double usualGapMillis,
    double longestGapMillis) {}
