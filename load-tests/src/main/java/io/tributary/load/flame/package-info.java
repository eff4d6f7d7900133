/**
 * Flame graphs out of the JVM's own recordings (JFR).
 *
 * <pre>
 *   FlightRecorder ─▶ NAME.jfr ─▶ RecordingReader ─ samples ─▶ Fold ─▶ BoxLayout ─▶ FlameSvg
 *                                                               ╰───▶ FlameTables
 * </pre>
 *
 * <p>Public entries: {@link io.tributary.load.flame.FlightRecorder} has a JVM record itself, {@link
 * io.tributary.load.flame.FlameGraphs} reads what it has recorded and writes graphs and tables.
 * Everything between is pure. Nothing here is shared between threads.
 */
@NullMarked
package io.tributary.load.flame;

import org.jspecify.annotations.NullMarked;
