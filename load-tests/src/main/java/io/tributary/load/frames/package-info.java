/**
 * The gatherer alone: fed with ready frames over its real protocol by a process of its own, with a
 * real ClickHouse behind it, and measured against what is asked of it.
 *
 * <pre>
 *   FramesRun ─▶ phases ─▶ FramesDeployment: frame source ══frames══▶ gatherer ══HTTP══▶ ClickHouse
 *       ╰▶ FramesReport          ╰══════════════ client-v2, the same bytes ═════════════▶ ╯
 * </pre>
 *
 * Public entry: {@link io.tributary.load.frames.FramesRun}. The caller's thread, which waits.
 */
@NullMarked
package io.tributary.load.frames;

import org.jspecify.annotations.NullMarked;
