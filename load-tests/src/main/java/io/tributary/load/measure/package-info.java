/**
 * What a run costs and how long its rows take: CPU and memory of processes out of {@code /proc},
 * counters out of {@code /metrics}, latency from the intended time of a row. Public entries: {@link
 * io.tributary.load.measure.ProcessWatch}, {@link io.tributary.load.measure.TimeSeriesRecorder},
 * {@link io.tributary.load.measure.VisibleLatency}, and {@link
 * io.tributary.load.measure.LatencyFigures} for any other histogram.
 */
@NullMarked
package io.tributary.load.measure;

import org.jspecify.annotations.NullMarked;
