/**
 * From the spool to the tables: what the connector does for a topic, done for rows that came over
 * HTTP. Each datasource has one feed, on one event loop.
 *
 * <pre>
 *  intake ── Entry ──▶ FeedPartition ── rows ──▶ BatchSender ──▶ delivery
 *                        │    ▲   │                  │ refused
 *              spilled   ▼    │   └─ bad values ─▶ QuarantineRows ◀─ RefusedSearch
 *                       spool ┘                       │
 *                         ▲────── settled ────────────┘
 * </pre>
 *
 * <p>Public entry: {@link io.tributary.gatherer.feed.Feeds}. A partition stands for one opening of
 * the spool: that of this process, or an earlier one whose rows are looked for in the table before
 * they are sent again.
 */
@NullMarked
package io.tributary.gatherer.feed;

import org.jspecify.annotations.NullMarked;
