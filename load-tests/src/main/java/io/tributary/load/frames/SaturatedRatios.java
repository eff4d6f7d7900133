package io.tributary.load.frames;

import io.tributary.load.report.Spread;

/**
 * What {@code saturated} has found without the speed of the machine in it.
 *
 * @param speed rows per second of frames by those of client-v2, over the pairs
 * @param cpu of the gatherer by that of ClickHouse, over the runs of frames
 * @param garbage bytes of the gatherer's by rows, over the runs of frames
 */
public record SaturatedRatios(Spread speed, Spread cpu, Spread garbage) {}
