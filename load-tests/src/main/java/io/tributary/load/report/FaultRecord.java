package io.tributary.load.report;

/**
 * A fault that was done.
 *
 * @param text what to what
 * @param atSeconds of the measured window
 * @param atRows measured rows that were stored
 */
public record FaultRecord(String text, double atSeconds, long atRows) {}
