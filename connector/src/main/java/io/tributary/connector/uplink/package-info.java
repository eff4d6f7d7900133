/**
 * The way from a pipeline to its gatherer: one TCP session that is made again whenever it breaks,
 * claims, and batches that wait for credit, are in flight, and come back with a verdict. What a
 * session does not settle is gone with it, and is claimed and read again.
 *
 * <pre>
 *   send ─▶ BatchQueue (waiting) ─ credit ─▶ UplinkSession ══TCP══▶ gatherer
 *                       in flight ◀──────────────── verdict ◀══════════╛
 * </pre>
 *
 * Public entry: {@link io.tributary.connector.uplink.Uplink}. Everything here belongs to the event
 * loop of its pipeline.
 */
@NullMarked
package io.tributary.connector.uplink;

import org.jspecify.annotations.NullMarked;
