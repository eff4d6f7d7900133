/**
 * Which faults happen when: a pure function of seed, number of faults and time.
 *
 * <p>Public entry: {@link io.tributary.load.chaos.schedule.ChaosSchedule}. No thread of its own.
 */
@NullMarked
package io.tributary.load.chaos.schedule;

import org.jspecify.annotations.NullMarked;
