/**
 * A run under seeded faults, and the proof that each record is there once.
 *
 * <pre>
 *   ChaosWriters ─▶ Kafka ─▶ connectors ─▶ gatherers ─▶ ClickHouse
 *                     ▲    ▲     ▲      ▲      ▲     ▲     ▲
 *   ChaosSchedule ─▶ FaultHands ─────────────────────────────
 *   every few minutes: heal, pause, wait until nothing is under way, ChaosProof
 * </pre>
 *
 * <p>Public entry: {@link io.tributary.load.chaos.ChaosSeries}; it blocks its thread.
 */
@NullMarked
package io.tributary.load.chaos;

import org.jspecify.annotations.NullMarked;
