/**
 * Quarantine tables as the management port shows them, and what a replay needs of ClickHouse: raw
 * values page by page, a look at which records the table holds already, inserts, and marks.
 *
 * <pre>
 *   HTTP ──▶ QuarantineApi ──▶ QuarantineTables ──QuarantineSql──▶ ClickHouseClient
 *                │                     └──rows──▶ Inserter
 *                └ ReplayLocks: one replay of a datasource at a time
 * </pre>
 *
 * <p>Records are decoded by the caller, never here: the gatherer knows tables, not formats. Public
 * entry: {@link io.tributary.gatherer.quarantine.QuarantineApi}, which belongs to the event loop of
 * the management port.
 */
@NullMarked
package io.tributary.gatherer.quarantine;

import org.jspecify.annotations.NullMarked;
