/**
 * From a received batch to its verdict. Public entry: {@link
 * io.tributary.gatherer.delivery.Delivery}; a session holds a {@link
 * io.tributary.gatherer.delivery.TableStream} per table.
 *
 * <pre>
 *   session loop             │ loop of the table
 *                            │
 *   TableStream ──accept─────┼──▶ TableLane ─▶ TableBuffer ─▶ FlushPolicy ─▶ InsertQueue ─▶ Attempts ─▶ Inserter
 *        ▲   ▲               │                                                 │            │
 *        │   └───verdicts────┼──────────────── Verdicts ◀──────────────────────┴◀─ outcome ─┘
 *        └──credit── CreditPool
 * </pre>
 *
 * <p>A lane asks its {@code FlushTiming} when to look at its buffers and whether it is its turn
 * among all tables ({@code InsertTurns}); {@code PartsWatch} has the parts of tables counted and
 * tells each lane's {@code LanePressure}.
 *
 * <p>For exactly-once writers ({@code docs/delivery.md}) the queue gives each insert a {@code
 * Deadline}, {@code Attempts} follows an insert without an answer to its end ({@code LostInserts}),
 * and {@code LaneFences} keeps out what writers that lost their partition have left.
 *
 * <p>A lane belongs to one event loop, a table stream to its session's; they meet only by {@code
 * runOnContext} and in the credit pool, which guards itself.
 */
@NullMarked
package io.tributary.gatherer.delivery;

import org.jspecify.annotations.NullMarked;
