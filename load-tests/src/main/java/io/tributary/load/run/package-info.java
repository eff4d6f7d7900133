/**
 * Runs a plan: servers, services, rows, faults, looks, proof, report.
 *
 * <pre>
 *   RowProducer ─▶ Kafka ─▶ connectors ─▶ gatherers ─▶ ClickHouse ◀─ VisibilityProbe, RowCount
 *                    ▲          ▲             ▲            ▲
 *                    ╰──────────┴─ FaultClock ┴────────────╯
 * </pre>
 *
 * <p>Public entry: {@link io.tributary.load.run.LoadRun}; it blocks its thread.
 */
@NullMarked
package io.tributary.load.run;

import org.jspecify.annotations.NullMarked;
