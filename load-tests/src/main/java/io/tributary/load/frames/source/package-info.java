/**
 * A connector without Kafka, in a process of its own: frames whose rows were encoded beforehand,
 * sent by the connector's own uplink, and the same bytes straight to ClickHouse by {@code
 * client-v2}. It does what it is told in lines over a socket.
 *
 * <pre>
 *   harness ══lines══▶ Control ─▶ Flow, Pace ─▶ FrameSource ─▶ Uplink ══frames══▶ gatherer
 *                              ╰▶ DirectInserts ═══════════════HTTP═════════════▶ ClickHouse
 * </pre>
 *
 * Public entries: {@link io.tributary.load.frames.source.FrameSourceMain} and {@link
 * io.tributary.load.frames.source.ControlLine}. Everything but inserts belongs to one event loop.
 */
@NullMarked
package io.tributary.load.frames.source;

import org.jspecify.annotations.NullMarked;
