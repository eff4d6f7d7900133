/**
 * What a gatherer holds of a table until it is inserted: the batches ({@link
 * io.tributary.gatherer.table.TableBuffer}), when they are flushed ({@link
 * io.tributary.gatherer.table.FlushPolicy}), how long they wait while ClickHouse is behind with
 * merges ({@link io.tributary.gatherer.table.FlushWindow}), which table inserts next ({@link
 * io.tributary.gatherer.table.InsertPace}), and whose turn it is to send more ({@link
 * io.tributary.gatherer.table.CreditPool}).
 *
 * <pre>
 *   CreditPool ──grant──▶ sender ──batch──▶ TableBuffer ──FlushPolicy──▶ InsertPace ──▶ insert
 *       ▲                                                    │ age                        │ parts
 *       │                                                FlushWindow ◀────────────────────┤
 *       └──────────────────────────────── settled bytes ──────────────────────────────────┘
 * </pre>
 *
 * <p>Pure: no sockets, no clocks. A buffer belongs to the event loop of its table; pool, pace and
 * windows are reached by all loops and guard themselves.
 */
@NullMarked
package io.tributary.gatherer.table;

import org.jspecify.annotations.NullMarked;
