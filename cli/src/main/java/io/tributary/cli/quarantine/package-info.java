/**
 * The quarantine as a person sees it, and the replay of quarantined records.
 *
 * <pre>
 *   gatherer ──values──▶ Replay ──▶ ReplayEncoder ──rows──▶ gatherer ──▶ table
 *                          └─────────marks────────────────▶ gatherer ──▶ quarantine table
 * </pre>
 *
 * <p>Records are decoded here, with the encoder of the connector and the datafiles of the project;
 * only the gatherer talks to ClickHouse. Public entries: {@link
 * io.tributary.cli.quarantine.QuarantineView} and {@link io.tributary.cli.quarantine.Replay}. One
 * thread, which blocks.
 */
@NullMarked
package io.tributary.cli.quarantine;

import org.jspecify.annotations.NullMarked;
