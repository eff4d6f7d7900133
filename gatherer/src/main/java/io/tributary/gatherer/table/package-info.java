/**
 * What a gatherer holds of a table until it is inserted: the batches ({@link
 * io.tributary.gatherer.table.TableBuffer}), when they are flushed ({@link
 * io.tributary.gatherer.table.FlushPolicy}), and whose turn it is to send more ({@link
 * io.tributary.gatherer.table.CreditPool}).
 *
 * <pre>
 *   CreditPool ──grant──▶ sender ──batch──▶ TableBuffer ──FlushPolicy──▶ insert
 *       ▲                                                                  │
 *       └───────────────────────── settled bytes ─────────────────────────┘
 * </pre>
 *
 * <p>Pure: no sockets, no clocks. A buffer belongs to the event loop of its table; the pool is
 * shared by all loops and guards itself.
 */
@NullMarked
package io.tributary.gatherer.table;

import org.jspecify.annotations.NullMarked;
