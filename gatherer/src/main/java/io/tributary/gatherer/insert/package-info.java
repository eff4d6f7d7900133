/**
 * Everything that is said to ClickHouse, over its HTTP interface, and what its answers mean.
 *
 * <pre>
 *   batches ──▶ Inserter ──InsertStatement, payloads──▶ ClickHouseClient ──HTTP──▶ ClickHouse
 *                  ▲                                          │
 *                  └── InsertOutcome ◀── Outcomes ◀───────────┘
 * </pre>
 *
 * <p>Public entries: {@link io.tributary.gatherer.insert.Inserter} for rows, {@link
 * io.tributary.gatherer.insert.ClickHouseClient} for queries. Both may be called on any event loop;
 * their answers come on the caller's context.
 */
@NullMarked
package io.tributary.gatherer.insert;

import org.jspecify.annotations.NullMarked;
