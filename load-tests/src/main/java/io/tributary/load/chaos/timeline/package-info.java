/**
 * What happened to one offset: lines of all logs, merged by time.
 *
 * <p>Public entry: {@link io.tributary.load.chaos.timeline.Timeline}. No thread of its own.
 */
@NullMarked
package io.tributary.load.chaos.timeline;

import org.jspecify.annotations.NullMarked;
