/**
 * Who writes a partition of a table, and what the table holds of it already: the table is the
 * ledger. Public entry: {@link io.tributary.gatherer.ledger.Takeovers}; the rules are those of
 * docs/delivery.md.
 *
 * <pre>
 *              ┌ Writers: one consumer group ┐
 *   claim ──▶ ─┤                             ├─▶ TableTakeover ──fence──▶ delivery
 *              └ Fences: highest epoch ──────┘     │  TakeoverPlan ──time, running inserts──▶ ClickHouse
 *                                                  ▼
 *   answer ◀── ranges held ◀── LookAnswer ◀── Look, LookQuery ──SELECT──▶ ClickHouse
 * </pre>
 *
 * <p>Everything here belongs to one event loop, that of {@code Takeovers}, on which all claims of
 * all tables meet; sessions come and get their answers by {@code runOnContext}.
 */
@NullMarked
package io.tributary.gatherer.ledger;

import org.jspecify.annotations.NullMarked;
