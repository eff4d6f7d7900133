/**
 * The frames that connector and gatherer exchange over TCP, and their codec. PROTOCOL.md of this
 * module is the specification. Public entries: {@link io.tributary.protocol.frame.Frame}, {@code
 * FrameEncoder} and {@code FrameReader}. Frames are immutable; a reader belongs to one session's
 * event loop.
 */
@NullMarked
package io.tributary.protocol.frame;

import org.jspecify.annotations.NullMarked;
