/**
 * Throws random bytes at the frame reader and checks that nothing but frames and named violations
 * comes out. Public entry: {@link io.tributary.load.fuzz.FrameFuzz}, a command; the build runs the
 * same check for a smaller number of inputs. One thread.
 *
 * <pre>
 *   RandomFrames ── frames ──▶ ByteMutator ── FuzzInput ──▶ ReaderCheck ──▶ FuzzTally
 * </pre>
 */
@NullMarked
package io.tributary.load.fuzz;

import org.jspecify.annotations.NullMarked;
