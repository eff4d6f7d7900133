/**
 * The gatherer: many small batches of many connectors become few large inserts.
 *
 * <pre>
 *   connectors ──TCP──▶ ingress ──batches──▶ delivery ──insert──▶ ClickHouse
 *                  ◀───credit, verdicts───┘     │
 *                     │    table: buffers, flush policy, credit
 *                     └──claims──▶ ledger ──what runs, what is held──▶ ClickHouse
 * </pre>
 *
 * <p>Public entry: {@link io.tributary.gatherer.GathererMain}. {@link
 * io.tributary.gatherer.Gatherer} wires the steps and is the file to read first.
 */
@NullMarked
package io.tributary.gatherer;

import org.jspecify.annotations.NullMarked;
