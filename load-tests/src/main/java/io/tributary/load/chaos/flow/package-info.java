/**
 * What is written while faults happen: numbered records of several kinds into topics of their own.
 *
 * <p>Public entries: {@link io.tributary.load.chaos.flow.ChaosSource} says what there is, {@link
 * io.tributary.load.chaos.flow.ChaosWriters} writes it, on one thread for each source.
 */
@NullMarked
package io.tributary.load.chaos.flow;

import org.jspecify.annotations.NullMarked;
