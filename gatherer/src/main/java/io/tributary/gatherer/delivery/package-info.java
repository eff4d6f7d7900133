/**
 * From a received batch to its verdict. Public entry: {@link
 * io.tributary.gatherer.delivery.Delivery}; a session holds a {@link
 * io.tributary.gatherer.delivery.TableStream} per table.
 *
 * <pre>
 *   session loop             │ loop of the table
 *                            │
 *   TableStream ──accept─────┼──▶ TableLane ─▶ TableBuffer ─▶ FlushPolicy ─▶ Inserter
 *        ▲   ▲               │        │                                         │
 *        │   └───verdicts────┼────────┴◀──────────── InsertOutcome ◀────────────┘
 *        └──credit── CreditPool
 * </pre>
 *
 * <p>A lane asks its {@code FlushTiming} when to look at its buffers and whether it is its turn
 * among all tables ({@code InsertTurns}); {@code PartsWatch} has the parts of tables counted and
 * tells each lane's {@code LanePressure}.
 *
 * <p>A lane belongs to one event loop, a table stream to its session's; they meet only by {@code
 * runOnContext} and in the credit pool, which guards itself.
 */
@NullMarked
package io.tributary.gatherer.delivery;

import org.jspecify.annotations.NullMarked;
