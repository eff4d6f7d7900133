/**
 * The regression gate: short runs, whose ratios to the baselines of the same run are compared with
 * those that are committed. A ratio has the speed of the machine in it only where product and
 * baseline differ in what they ask of it.
 *
 * <pre>
 *   GateRun ─▶ steps: scenarios, frames, decode ─▶ GateFigures ─╮
 *                                                               ├─▶ GateComparison ─▶ GateReport
 *   ReferenceFile ─────────────────────────────▶ GateFigures ───╯
 * </pre>
 *
 * Public entries: {@link io.tributary.load.gate.GateRun}, {@link
 * io.tributary.load.gate.ReferenceFile} and {@link io.tributary.load.gate.GateComparison}. The
 * caller's thread, which waits.
 */
@NullMarked
package io.tributary.load.gate;

import org.jspecify.annotations.NullMarked;
