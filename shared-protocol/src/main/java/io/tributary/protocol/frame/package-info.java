/**
 * The frames that connector and gatherer exchange over TCP, and their codec. PROTOCOL.md of this
 * module is the specification. Frames are immutable; a reader belongs to one session's event loop.
 *
 * <pre>
 *   Frame ── FrameEncoder ──▶ bytes ──▶ FrameReader ──▶ Frame
 *                                        │     └──▶ ProtocolViolation, which names a Rule
 *                                        └ asks RowsAdmission before a payload takes memory
 * </pre>
 */
@NullMarked
package io.tributary.protocol.frame;

import org.jspecify.annotations.NullMarked;
